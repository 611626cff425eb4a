package nightjar.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The page's files, out of the program's own jar. Names under `assets/` hold a hash of the
/// content, so browsers keep them for good; the rest is asked for again each time and answered by
/// its tag.
final class Pages {
  private static final String ROOT = "/ui/";
  private static final String SAFE_NAME =
      "[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*";
  // The pattern's matching calls itself for each folder: a name of thousands overflows the stack.
  private static final int LONGEST_NAME = 200;
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml; charset=utf-8",
          "png", "image/png",
          "webmanifest", "application/manifest+json",
          "txt", "text/plain; charset=utf-8");

  private record Page(
      ByteBuffer bytes, String tag, @Nullable ByteBuffer gzipped, String gzippedTag) {}

  private final Map<String, Page> read = new ConcurrentHashMap<>();

  /// @param path as asked for, starting with a slash
  /// @param tag of the copy the browser has, or empty
  /// @return null when there is no such file
  @Nullable Answer get(String path, boolean takesGzip, String tag) throws IOException {
    var name = path.equals("/") ? "index.html" : path.substring(1);
    var type = TYPES.get(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    if (type == null || name.length() > LONGEST_NAME || !name.matches(SAFE_NAME)) {
      return null;
    }
    var page = page(name);
    if (page == null) {
      return null;
    }
    var gzipped = takesGzip ? page.gzipped : null;
    var own = gzipped != null ? page.gzippedTag : page.tag;
    var headers = headers(name, own, gzipped != null);
    if (tag.contains(own) || tag.equals("*")) {
      return new Answer(304, type, headers, ByteBuffer.allocate(0));
    }
    return new Answer(200, type, headers, (gzipped != null ? gzipped : page.bytes).duplicate());
  }

  private static Map<String, String> headers(String name, String tag, boolean gzipped) {
    var headers = new HashMap<String, String>();
    boolean hashed = name.startsWith("assets/");
    headers.put("Cache-Control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
    headers.put("ETag", tag);
    headers.put("Vary", "Accept-Encoding");
    if (gzipped) {
      headers.put("Content-Encoding", "gzip");
    }
    return headers;
  }

  private @Nullable Page page(String name) throws IOException {
    var known = read.get(name);
    if (known != null) {
      return known;
    }
    var bytes = resource(name);
    if (bytes == null) {
      return null;
    }
    var crc = new CRC32C();
    crc.update(bytes);
    bytes.rewind();
    var tag = HexFormat.of().toHexDigits((int) crc.getValue());
    var page = new Page(bytes, '"' + tag + '"', resource(name + ".gz"), '"' + tag + "-gzip" + '"');
    read.put(name, page);
    return page;
  }

  private static @Nullable ByteBuffer resource(String name) throws IOException {
    try (InputStream in = Pages.class.getResourceAsStream(ROOT + name)) {
      return in == null ? null : ByteBuffer.wrap(in.readAllBytes());
    }
  }
}
