/// Alerts to phones through a server of ntfy's, the user's own or another.
///
/// Belongs here: ntfy's way to publish. Does not: when, and how often it is tried (see `alert`).
package nightjar.alert.ntfy;
