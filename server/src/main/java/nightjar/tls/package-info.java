/// Who this server is, to a browser: an authority of its own and the certificate it signs, or the
/// certificate that somebody else keeps for it; and which ciphers speak for it.
///
/// Belongs here: making, reading, renewing, and all that is a decision about certificates. Does
/// not: sockets and the page that helps people trust the authority (see `http`).
package nightjar.tls;
