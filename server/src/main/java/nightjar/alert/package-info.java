/// Alerts: what somebody wants to be told, kept before it is sent, sent until it is taken, and who
/// has seen it.
package nightjar.alert;
