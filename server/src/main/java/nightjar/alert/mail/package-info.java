/// Alerts by mail, through a server the user names.
///
/// Belongs here: the message, and handing it over by SMTP. Does not: when, and how often it is
/// tried (see `alert`).
package nightjar.alert.mail;
