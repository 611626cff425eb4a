package nightjar.record.store;

import java.nio.file.Path;

/// One thing that a start put right.
///
/// @param at wall time in microseconds
/// @param file that it was about
/// @param what was done, in words
public record Mend(long at, Path file, String what) {}
