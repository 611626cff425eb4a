package nightjar.http;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which bytes of an answer somebody wants (RFC 9110, 14).
sealed interface Range {
  record All() implements Range {}

  /// @param to the first byte that is not wanted
  record Some(long from, long to) implements Range {}

  /// None that there are.
  record Beyond() implements Range {}

  Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /// Several ranges at once are answered as if none had been named, which RFC 9110 allows.
  ///
  /// @param asked of the header `Range`
  /// @param unless of `If-Range`: another tag means that all is wanted
  /// @param tag with its quotes
  static Range of(@Nullable String asked, @Nullable String unless, String tag, long length) {
    var one = ONE.matcher(asked == null ? "" : asked.strip());
    if (!one.matches() || (unless != null && !unless.strip().equals(tag))) {
      return new All();
    }
    var first = one.group(1);
    var last = one.group(2);
    if (first.isEmpty()) {
      return last.isEmpty() ? new All() : end(Long.parseLong(last), length);
    }
    long from = Long.parseLong(first);
    long to = last.isEmpty() ? length : Math.min(length, Long.parseLong(last) + 1);
    if (from >= to && !last.isEmpty() && from < length) {
      return new All(); // turned round: invalid, and so not there
    }
    return from >= length ? new Beyond() : new Some(from, to);
  }

  private static Range end(long count, long length) {
    return count == 0 || length == 0 ? new Beyond() : new Some(Math.max(0, length - count), length);
  }
}
