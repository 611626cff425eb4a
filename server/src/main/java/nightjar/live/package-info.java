/// A viewer: what to send it next, and sending it. Speaks docs/ref/live-protocol.md.
///
/// Belongs here: the protocol's messages, the pace of one viewer. Does not: sockets (see `http`),
/// keeping fragments (see `stream`).
package nightjar.live;
