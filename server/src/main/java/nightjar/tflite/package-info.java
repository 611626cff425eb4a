/// TensorFlow Lite's C functions: models of neural networks, and running them.
///
/// Belongs here: the library, its memory, its errors as exceptions. Does not: what the numbers mean
/// (see `detect`).
package nightjar.tflite;
