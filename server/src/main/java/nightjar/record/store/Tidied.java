package nightjar.record.store;

/// What one step of tidying did.
///
/// @param files that were removed
/// @param bytes that they had
/// @param more whether there is more to do, so that the next step had better come soon
public record Tidied(int files, long bytes, boolean more) {
  static final Tidied NOTHING = new Tidied(0, 0, false);
}
