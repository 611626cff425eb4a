package nightjar.auth;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import nightjar.base.FakeClock;
import org.junit.jupiter.api.function.Executable;

/// A data folder, a clock that stands still, and somebody called anna who administers it.
final class House implements AutoCloseable {
  static final String PASSWORD = "blue teapot 17 stairs";
  static final Client HOME = new Client("192.168.1.7", "Some Browser");
  static final Client STRANGER = new Client("203.0.113.9", "curl");

  final FakeClock clock = new FakeClock();
  final CountedArgon2 argon2 = new CountedArgon2();
  final Path folder;
  Auth auth;

  House(Path folder) throws IOException {
    this.folder = folder;
    this.auth = open();
  }

  private Auth open() throws IOException {
    return Auth.make(config(folder), clock, () -> argon2, true);
  }

  static AuthConfig config(Path folder) {
    return AuthConfig.standard(folder);
  }

  void restart() throws IOException {
    auth.close();
    auth = open();
  }

  Signed setUp() throws Exception {
    return auth.setUp(auth.setupCode(), "Anna ", PASSWORD, HOME);
  }

  Signed logIn(String user, String password, String code) throws Exception {
    return auth.logIn(user, password, code, Presented.NOTHING, HOME);
  }

  Signed logIn() throws Exception {
    return logIn("anna", PASSWORD, "");
  }

  Grant grant(Signed signed) {
    return auth.bySession(signed.session()).orElseThrow();
  }

  static RefusedException.Reason refusal(Executable what) {
    return assertThrows(RefusedException.class, what).reason();
  }

  List<String> audit() throws IOException {
    return auth.audit().page(Long.MAX_VALUE, 200).entries().stream()
        .map(
            entry ->
                "%s %s %s%s %s"
                    .formatted(
                        entry.user().isEmpty() ? "-" : entry.user(),
                        entry.action(),
                        entry.ok() ? "ok" : "no",
                        entry.subject().isEmpty() ? "" : " " + entry.subject(),
                        entry.detail()))
        .map(String::strip)
        .toList();
  }

  String code(SecondFactor.Offer offer, Duration later) {
    var secret = new BigInteger("1" + bits(offer.secret()), 2).toByteArray();
    var bytes = Arrays.copyOfRange(secret, 1, 21);
    return Totp.code(bytes, Totp.step(clock.wall().plus(later)));
  }

  private static String bits(String base32) {
    var bits = new StringBuilder();
    for (char c : base32.toCharArray()) {
      int value = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c);
      bits.append("%5s".formatted(Integer.toBinaryString(value)).replace(' ', '0'));
    }
    return bits.toString();
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public void close() {
    auth.close();
  }
}
