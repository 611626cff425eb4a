/// File descriptors, for what the JDK's files cannot do: ioctl(2), poll(2) and mmap(2) on devices,
/// and reads that allocate nothing.
///
/// Belongs here: system calls, and their errors as exceptions. Does not: what a device's requests
/// mean (see `v4l2`).
package nightjar.posix;
