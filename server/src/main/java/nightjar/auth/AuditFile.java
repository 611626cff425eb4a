package nightjar.auth;

import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/// One file of the audit: of a month, and when that month's is full, the next part of it.
record AuditFile(YearMonth month, int part) implements Comparable<AuditFile> {
  private static final Pattern NAME = Pattern.compile("(\\d{4}-\\d{2})(?:\\.(\\d{1,2}))?\\.jsonl");
  private static final int OFFSET_BITS = 24;
  static final int MOST_PARTS = 100;

  /// Empty for a file that is none.
  static Optional<AuditFile> of(String name) {
    var match = NAME.matcher(name);
    if (!match.matches()) {
      return Optional.empty();
    }
    try {
      int part = match.group(2) == null ? 0 : Integer.parseInt(match.group(2));
      return Optional.of(new AuditFile(YearMonth.parse(match.group(1)), part));
    } catch (DateTimeException _) { // month 13
      return Optional.empty();
    }
  }

  /// Grows with the file and the place in it, and fits a number of JavaScript.
  long id(long offset) {
    long file = (month.getYear() * 100L + month.getMonthValue()) * MOST_PARTS + part;
    return file << OFFSET_BITS | offset;
  }

  /// Where in this file entries with a smaller id end.
  long end(long before) {
    long mine = id(0);
    if (before <= mine) {
      return 0;
    }
    return before - mine >= 1L << OFFSET_BITS ? Long.MAX_VALUE : before - mine;
  }

  AuditFile next() {
    return new AuditFile(month, Math.min(part + 1, MOST_PARTS - 1));
  }

  String name() {
    return part == 0 ? month + ".jsonl" : month + "." + part + ".jsonl";
  }

  @Override
  public int compareTo(AuditFile other) {
    return Comparator.comparing(AuditFile::month)
        .thenComparingInt(AuditFile::part)
        .compare(this, other);
  }
}
