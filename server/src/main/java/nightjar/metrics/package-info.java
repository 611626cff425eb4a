/// Numbers about the program itself, and their text form.
///
/// Belongs here: names, kinds, and the Prometheus text. Does not: counting, which stays with what
/// is counted.
package nightjar.metrics;
