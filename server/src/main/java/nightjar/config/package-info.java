/// The settings file, read into each package's own record.
///
/// Belongs here: reading it, and saying where it is wrong. Does not: what a setting means.
package nightjar.config;
