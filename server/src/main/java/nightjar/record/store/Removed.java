package nightjar.record.store;

/// What a removal did.
///
/// @param files that are gone
/// @param bytes that they had
/// @param locked files within the span that were left, being locked
public record Removed(int files, long bytes, int locked) {}
