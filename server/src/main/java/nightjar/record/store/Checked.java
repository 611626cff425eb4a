package nightjar.record.store;

import java.util.List;

/// What a check of the whole store found.
///
/// @param files that were read, `bytes` in all
/// @param open of these, files that are being written
/// @param wrong each disagreement, in words; empty when all is well
public record Checked(int files, long bytes, int open, List<String> wrong) {}
