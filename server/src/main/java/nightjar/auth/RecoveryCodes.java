package nightjar.auth;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Codes that stand in for a lost authenticator app, each once. 120 random bits each, so one
/// SHA-256 is all that has to be kept of them.
final class RecoveryCodes {
  static final int COUNT = 10;
  private static final int BYTES = 15;

  private RecoveryCodes() {}

  /// As shown, such as `abcd-efgh-jkmn-pqrs-tvwx-yz01`.
  static List<String> fresh() {
    return Stream.generate(() -> Base32.CROCKFORD.text(Secrets.bytes(BYTES)))
        .limit(COUNT)
        .map(code -> Base32.grouped(code).toLowerCase(Locale.ROOT))
        .toList();
  }

  static List<String> sums(List<String> codes) {
    return codes.stream().map(code -> Secrets.sum(Base32.typed(code))).toList();
  }

  /// What is left when a code is used; all, when it is none of them.
  static List<String> without(List<String> sums, String code) {
    var used = Secrets.sum(Base32.typed(code));
    return sums.stream().filter(sum -> !Secrets.same(sum, used)).toList();
  }
}
