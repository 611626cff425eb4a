package nightjar.config;

import java.net.URI;
import java.util.Optional;
import nightjar.camera.RtspOptions;
import nightjar.camera.RtspOptions.Login;
import nightjar.camera.SourceConfig;

/// The settings of a network camera.
final class RtspSettings {
  private static final URI STAND_IN = URI.create("rtsp://127.0.0.1/");

  private RtspSettings() {}

  static SourceConfig read(Section camera) {
    var main = camera.require("url", RtspSettings::address, STAND_IN.toString());
    var sub = camera.take("sub", RtspSettings::addressIfAny, "");
    var user = camera.take("user", Values::text, "");
    var password = camera.takeSecret("password");
    var transport = camera.take("transport", Values.word(RtspOptions.Transport.class), "tcp");
    if (user.isEmpty() && !password.isEmpty()) {
      camera.problem("user", "is missing; a password alone lets nobody in");
    }
    var ca = camera.take("ca", Values::absoluteIfAny, "");
    var login = user.isEmpty() ? Optional.<Login>empty() : Optional.of(new Login(user, password));
    var options = new RtspOptions(main, sub, login, transport, ca);
    if (ca.isPresent() && !options.isEncrypted()) {
      camera.problem("ca", "checks rtsps:// alone, and url or sub is in clear");
    }
    return new SourceConfig.Rtsp(options);
  }

  private static Optional<URI> addressIfAny(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(address(text));
  }

  private static URI address(String text) {
    try {
      return RtspOptions.checked(URI.create(text));
    } catch (IllegalArgumentException e) {
      // The text may hold a password: it is not said again.
      throw new IllegalArgumentException(
          "an address such as rtsp://192.168.1.20/stream1, without user and password, which have settings of their own",
          e);
    }
  }
}
