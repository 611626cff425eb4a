package nightjar.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nightjar.auth.AuthConfig;
import nightjar.http.HttpConfig;
import nightjar.tls.TlsConfig;

/// Where the server listens, who it says it is, and how long it remembers whom it let in.
record AccessSettings(HttpConfig http, TlsConfig tls, AuthConfig auth) {
  private static final String LISTEN = "0.0.0.0:8443";
  private static final String ONBOARDING = "0.0.0.0:8080";
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration YEAR = Duration.ofDays(366);
  private static final Duration TEN_YEARS = Duration.ofDays(3660);

  /// @param file beside which paths are looked for
  /// @param state folder that systemd made for what a service keeps; empty without it
  static AccessSettings read(Section root, Path file, String state) {
    var listen = root.take("listen", Values::address, LISTEN);
    boolean named = root.has("onboarding");
    var onboarding = root.take("onboarding", Values::addressOrOff, ONBOARDING);
    int viewers = root.take("viewers", Values.whole(1, 1000), "20");
    var proxies = root.take("proxies", Values::hosts, "");
    var data = data(root, file, state);
    var auth = auth(root, data);
    var tls = tls(root.section("tls"), file, data, !proxies.isEmpty());
    var http = new HttpConfig(listen, viewers, onboarding, tls.names(), proxies);
    if (named && http.portsClash()) {
      root.problem("onboarding", "must have another port than listen: " + listen.getPort());
    }
    return new AccessSettings(http, tls, auth);
  }

  static Path data(Section root, Path file, String state) {
    var first = state.replaceFirst(":.*", ""); // systemd may name several
    var fallback = first.isEmpty() ? "nightjar-data" : first;
    return file.resolveSibling(root.take("data", Values::path, fallback));
  }

  /// @param behindProxy who brings a certificate of its own
  private static TlsConfig tls(Section tls, Path file, Path data, boolean behindProxy) {
    var names = tls.take("names", Values::names, "");
    var own = own(tls, file);
    var outside = names.stream().filter(name -> !TlsConfig.isPrivate(name)).toList();
    if (own.isEmpty() && !behindProxy && !outside.isEmpty()) {
      tls.problem(
          "names",
          "%s is outside the house, and this server's own authority speaks only for names without a dot and those in .local, .lan, .home.arpa, .internal and .localhost: use a certificate of your own (tls.certificate, tls.key)"
              .formatted(String.join(", ", outside)));
    }
    tls.rejectUnknown();
    return new TlsConfig(data.resolve("tls"), names, own);
  }

  private static Optional<TlsConfig.Own> own(Section tls, Path file) {
    boolean certificate = tls.has("certificate");
    boolean key = tls.has("key");
    var own =
        List.of(
            tls.take("certificate", Values::path, "certificate.pem"),
            tls.take("key", Values::path, "key.pem"));
    if (certificate != key) {
      tls.problem(
          certificate ? "key" : "certificate", "is missing; a certificate and its key go together");
    }
    return certificate && key
        ? Optional.of(
            new TlsConfig.Own(file.resolveSibling(own.get(0)), file.resolveSibling(own.get(1))))
        : Optional.empty();
  }

  private static AuthConfig auth(Section root, Path data) {
    var login = root.section("login");
    var idle = login.take("idle", Values.duration(HOUR, YEAR), "14d");
    var lifetime = login.take("lifetime", Values.duration(HOUR, YEAR), "90d");
    login.rejectUnknown();
    var audit = root.section("audit");
    var keep = audit.take("keep", Values.duration(Duration.ofDays(1), TEN_YEARS), "365d");
    audit.rejectUnknown();
    return login.build(
        "lifetime",
        () -> new AuthConfig(data, idle, lifetime, keep),
        () -> AuthConfig.standard(data));
  }
}
