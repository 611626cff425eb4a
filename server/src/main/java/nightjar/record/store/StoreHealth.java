package nightjar.record.store;

import java.nio.file.Path;

/// How the store and its disk are.
///
/// @param problem in words what is wrong and what to do; empty when all is well
/// @param size of the disk in bytes, 0 when it cannot be asked
/// @param free bytes of it that we may still write
/// @param used bytes of footage
/// @param locked bytes of it that are kept whatever happens
/// @param limit of `used`, 0 for none but the disk's
/// @param oldest wall time in microseconds at which footage begins, 0 when there is none
public record StoreHealth(
    Path folder,
    Trouble trouble,
    String problem,
    long size,
    long free,
    long used,
    long locked,
    long limit,
    long oldest) {}
