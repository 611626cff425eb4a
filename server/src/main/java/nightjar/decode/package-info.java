/// Access unit in, picture out, for cameras that code by themselves: a thread a camera, and only
/// while somebody wants pictures.
///
/// Belongs here: which units are worth decoding. Does not: where they come from (see `stream`),
/// what is done with the pictures.
package nightjar.decode;
