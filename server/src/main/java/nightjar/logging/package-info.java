/// Log lines on standard error, one an event, as journald and people read them.
///
/// Belongs here: the two doors through which the JDK's and the libraries' messages come in. Does
/// not: files, rotation, levels by package; whoever runs us has a journal.
package nightjar.logging;
