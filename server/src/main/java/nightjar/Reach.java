package nightjar;

import java.io.IOException;
import java.util.Optional;
import nightjar.base.Clock;
import nightjar.base.OwnNames;
import nightjar.config.Settings;
import nightjar.http.HttpConfig;
import nightjar.http.Secured;
import nightjar.posix.HandedSocket;
import nightjar.tls.Certificates;
import org.jspecify.annotations.Nullable;

/// Who can connect, under which names, and how.
///
/// @param certificates null for plain http
/// @param handed where to listen, when whoever started this process listens already
record Reach(OwnNames names, @Nullable Certificates certificates, Optional<HandedSocket> handed)
    implements AutoCloseable {
  /// This machine alone, without encryption.
  static Reach local(HttpConfig http) {
    if (!http.isLocal()) {
      throw new IllegalArgumentException(
          "without login only this machine may be listened to, not "
              + http.listen().getHostString());
    }
    return new Reach(OwnNames.LOOPBACK, null, Optional.empty());
  }

  /// Anybody, encrypted.
  ///
  /// @throws IOException there is no certificate, and why
  static Reach encrypted(Settings settings, Clock clock) throws IOException {
    var names = names(settings);
    return new Reach(names, Certificates.open(settings.tls(), names, clock), Optional.empty());
  }

  /// Anybody, unencrypted: a reverse proxy in front does that.
  static Reach plain(Settings settings) {
    return new Reach(names(settings), null, Optional.empty());
  }

  Reach through(Optional<HandedSocket> socket) {
    return new Reach(names, certificates, socket);
  }

  private static OwnNames names(Settings settings) {
    return OwnNames.of(OwnNames.hostname(), settings.tls().names());
  }

  @Nullable Secured secured() {
    if (certificates == null) {
      return null;
    }
    var authority =
        certificates.authority().map(c -> new Secured.Authority(c, Certificates.fingerprint(c)));
    return new Secured(
        certificates.context(), certificates.protocols(), certificates.suites(), authority);
  }

  void start() {
    if (certificates != null) {
      certificates.start();
    }
  }

  @Override
  public void close() {
    if (certificates != null) {
      certificates.close();
    }
  }
}
