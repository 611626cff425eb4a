package nightjar.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// A picture that a browser shows only if it trusts this server: the onboarding page, which is
/// another origin, asks for it. Anyone may have it.
final class TrustedMark {
  private static final String SVG =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\" width=\"8\" height=\"8\">"
          + "<path d=\"M1 4l2 2 4-4\" fill=\"none\" stroke=\"#21794a\"/></svg>";

  private TrustedMark() {}

  static Route route() {
    return new Route("GET", "/trusted.svg", Rule.ANYWHERE, _ -> answer());
  }

  private static Answer answer() {
    return new Answer(
        200,
        "image/svg+xml; charset=utf-8",
        Map.of("Cache-Control", "no-store", "Cross-Origin-Resource-Policy", "cross-origin"),
        ByteBuffer.wrap(SVG.getBytes(StandardCharsets.UTF_8)));
  }
}
