/// Alerts to a program of the user's own, by HTTP.
///
/// Belongs here: what is posted, its signature, the user's template of it. Does not: when, and how
/// often it is tried (see `alert`).
package nightjar.alert.webhook;
