/// Text as a QR code, for a page and for a terminal.
///
/// Belongs here: drawing one. Does not: what the text says.
package nightjar.qr;
