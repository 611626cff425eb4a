package nightjar.camera;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// Where a network camera is, and who asks.
///
/// What is shown of it, in words or by `toString`, holds no user, no password and no query, nor
/// what stands behind a `=` in the path: some cameras take the password there.
///
/// @param main `rtsp` or `rtsps`, without user
/// @param sub a smaller stream of the same camera
/// @param ca certificates that the camera's must be, or be signed by, in PEM; empty: it may be any
public record RtspOptions(
    URI main, Optional<URI> sub, Optional<Login> login, Transport transport, Optional<Path> ca) {
  /// How pictures travel.
  public enum Transport {
    /// In the connection they were asked for in: nothing is lost.
    TCP,
    /// As packets of their own, which may be lost, and need more ports.
    UDP
  }

  /// A user of the camera's.
  public record Login(String user, String password) {
    @Override
    public String toString() {
      return "Login[not shown]";
    }
  }

  public RtspOptions {
    checked(main);
    sub.ifPresent(RtspOptions::checked);
  }

  public RtspOptions(URI main, Optional<URI> sub, Optional<Login> login, Transport transport) {
    this(main, sub, login, transport, Optional.empty());
  }

  /// Every connection there is to be is encrypted.
  public boolean isEncrypted() {
    return Stream.concat(Stream.of(main), sub.stream())
        .allMatch(a -> a.getScheme().equals("rtsps"));
  }

  /// @throws IllegalArgumentException it is no address of a camera, or holds a user
  public static URI checked(URI address) {
    var scheme = String.valueOf(address.getScheme());
    if (!scheme.equals("rtsp") && !scheme.equals("rtsps")) {
      throw new IllegalArgumentException("must begin with rtsp:// or rtsps://");
    }
    if (address.getHost() == null) {
      throw new IllegalArgumentException("must name a host, such as rtsp://192.168.1.20/stream1");
    }
    if (address.getRawUserInfo() != null) {
      throw new IllegalArgumentException("must hold no user; put that under user and password");
    }
    return address;
  }

  /// The same camera's smaller stream as if it were the only one.
  public RtspOptions ofSub() {
    return new RtspOptions(sub.orElse(main), Optional.empty(), login, transport, ca);
  }

  /// With user and password, for nobody's eyes.
  public String secretAddress() {
    var text = main.toString();
    int host = text.indexOf("//") + 2;
    var user = login.map(l -> encoded(l.user) + ":" + encoded(l.password) + "@").orElse("");
    return text.substring(0, host) + user + text.substring(host);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /// For people: scheme, host, port and path, up to where `user=admin_password=...` may begin.
  public String shownAddress() {
    return shown(main);
  }

  private static String shown(URI address) {
    var port = address.getPort() < 0 ? "" : ":" + address.getPort();
    var path = String.valueOf(address.getRawPath()).replaceFirst("(?<==).*", "…");
    return address.getScheme() + "://" + address.getHost() + port + path;
  }

  @Override
  public String toString() {
    return "RtspOptions[%s, %s]".formatted(shownAddress(), transport);
  }
}
