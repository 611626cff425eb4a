package nightjar.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// Says that a browser has signed in as an account before. It opens nothing: a login that shows it
/// is only counted by itself, so that strangers who guess do not lock the owner out. Signed, so
/// that nothing has to be kept (after OWASP's "device cookies").
final class DeviceCookie {
  private static final Duration GOOD_FOR = Duration.ofDays(365);
  private static final Pattern SHAPE =
      Pattern.compile("([0-9a-f]{32})\\.(\\d{1,12})\\.([\\w-]{43})");

  private DeviceCookie() {}

  /// @param key in hexadecimal
  static String issue(String key, String user, Instant now) {
    var device = Secrets.hex(16);
    long issued = now.getEpochSecond();
    return device + "." + issued + "." + sign(key, user, device, issued);
  }

  /// The device's name for its bucket; empty when the cookie is not one of this account.
  static Optional<String> device(String key, String user, String cookie, Instant now) {
    var match = SHAPE.matcher(cookie);
    if (!match.matches()) {
      return Optional.empty();
    }
    var device = match.group(1);
    long issued = Long.parseLong(match.group(2));
    boolean good =
        Secrets.same(sign(key, user, device, issued), match.group(3))
            && now.getEpochSecond() - issued < GOOD_FOR.toSeconds();
    return good ? Optional.of(device) : Optional.empty();
  }

  private static String sign(String key, String user, String device, long issued) {
    var message = "device|%s|%s|%d".formatted(user, device, issued).getBytes(UTF_8);
    return Secrets.base64(Secrets.mac("HmacSHA256", HexFormat.of().parseHex(key), message));
  }
}
