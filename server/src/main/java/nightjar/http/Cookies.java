package nightjar.http;

import java.time.Duration;
import java.util.List;
import nightjar.auth.Presented;
import nightjar.auth.Signed;
import org.eclipse.jetty.server.Request;

/// The two cookies there are: who is signed in here, and who has signed in here before.
///
/// Over TLS their names begin with `__Host-`: no other site, and nothing unencrypted, can plant
/// one.
final class Cookies {
  private static final String SESSION = "nightjar";
  private static final String DEVICE = "nightjar-device";
  private static final String HOST_ONLY = "__Host-";
  private static final Duration DEVICE_LASTS = Duration.ofDays(365);

  private Cookies() {}

  static Presented of(Request request, boolean secure) {
    return new Presented(
        value(request, name(SESSION, secure)), value(request, name(DEVICE, secure)));
  }

  private static String value(Request request, String name) {
    return Request.getCookies(request).stream()
        .filter(cookie -> cookie.getName().equals(name))
        .findFirst()
        .map(cookie -> String.valueOf(cookie.getValue()))
        .orElse("");
  }

  private static String name(String name, boolean secure) {
    return secure ? HOST_ONLY + name : name;
  }

  static List<String> signedIn(Signed signed, boolean secure) {
    return List.of(
        cookie(SESSION, signed.session(), signed.sessionLasts(), secure),
        cookie(DEVICE, signed.device(), DEVICE_LASTS, secure));
  }

  static List<String> session(Signed signed, boolean secure) {
    return List.of(cookie(SESSION, signed.session(), signed.sessionLasts(), secure));
  }

  static List<String> signedOut(boolean secure) {
    return List.of(cookie(SESSION, "", Duration.ZERO, secure));
  }

  private static String cookie(String name, String value, Duration lasts, boolean secure) {
    return "%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Strict%s"
        .formatted(name(name, secure), value, lasts.toSeconds(), secure ? "; Secure" : "");
  }
}
