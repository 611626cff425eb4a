/// Alerts, and what there is to know of the house, to a broker; commands back. What Home Assistant
/// needs to find all of it by itself.
///
/// Belongs here: topics, payloads, the connection. Does not: when alerts are sent, and how often it
/// is tried (see `alert`).
package nightjar.alert.mqtt;
