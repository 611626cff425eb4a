package nightjar.playback;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import nightjar.base.Sha256;

/// Names an export, and says all that is needed to make it again: a download goes on though the
/// server was started anew. It is no secret: who asks for it must be allowed to see the cameras.
///
/// @param made wall time in microseconds since 1970, as the others are
/// @param owner stands for the account it is of
record ExportId(long made, long from, long to, String owner) {
  private static final Pattern TEXT =
      Pattern.compile("([0-9a-z]{1,11})-([0-9a-z]{1,11})-([0-9a-z]{1,11})-([0-9a-f]{8})");
  private static final int RADIX = 36;
  private static final int OWNER = 4; // bytes

  static ExportId of(String account, long made, long from, long to) {
    return new ExportId(made, from, to, owner(account));
  }

  private static String owner(String account) {
    var hash = Sha256.of(account.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash, 0, OWNER);
  }

  boolean isOf(String account) {
    return owner.equals(owner(account));
  }

  static Optional<ExportId> parse(String text) {
    var parts = TEXT.matcher(text);
    return parts.matches()
        ? Optional.of(
            new ExportId(
                number(parts.group(1)),
                number(parts.group(2)),
                number(parts.group(3)),
                parts.group(4)))
        : Optional.empty();
  }

  private static long number(String digits) {
    return new BigInteger(digits, RADIX).longValueExact(); // 11 digits have 57 bits
  }

  @Override
  public String toString() {
    return String.join(
        "-",
        Long.toString(made, RADIX),
        Long.toString(from, RADIX),
        Long.toString(to, RADIX),
        owner);
  }
}
