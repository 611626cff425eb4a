package nightjar.auth;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/// The record of what was done, by whom, from where.
@SuppressWarnings("DoNotCallSuggester")
public final class Audit {
  Audit() {}

  /// @param id grows from entry to entry
  /// @param user who did it; empty when nobody known
  /// @param subject what it was done to; may be empty
  public record Entry(
      long id,
      Instant at,
      String user,
      String from,
      String action,
      String subject,
      boolean ok,
      String detail) {}

  /// @param entries newest first
  /// @param more there are older ones
  public record Page(List<Entry> entries, boolean more) {}

  /// Never fails: a disk that is full must not lock people out. What could not be written is said
  /// in the log.
  public void add(
      String user, String from, String action, String subject, boolean ok, String detail) {
    throw new UnsupportedOperationException();
  }

  /// @param before only entries with a smaller id; `Long.MAX_VALUE` for the newest
  /// @param limit 1 to 200
  public Page page(long before, int limit) throws IOException {
    throw new UnsupportedOperationException();
  }
}
