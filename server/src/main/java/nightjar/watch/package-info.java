/// A client of the live protocol, for the command line.
///
/// Belongs here: what docs/ref/live-protocol.md says of clients, and nothing that the server uses:
/// it proves that the page is enough to write one.
package nightjar.watch;
