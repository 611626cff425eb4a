package nightjar.record.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.regex.Pattern;
import nightjar.json.BadJsonException;
import nightjar.json.Json;
import nightjar.json.JsonObject;

/// Whose and when: a `uuid` box with JSON in it at the start of each file.
///
/// @param boot the kernel's boot_id while it was opened
/// @param mono microseconds on CLOCK_MONOTONIC of the first sample
/// @param wall the same moment as the system's clock had it, microseconds since 1970
/// @param synced whether that clock was set from the network
/// @param codec as in RFC 6381, for example `avc1.42c01f`
public record Heading(
    String camera,
    String rendition,
    UUID boot,
    long mono,
    long wall,
    boolean synced,
    String codec,
    int width,
    int height) {
  static final UUID ID = UUID.fromString("7d0a2f5c-61b4-4a2e-9c0f-3b8e5a914d26");
  static final int LONGEST = 1024; // bytes of JSON

  private static final int VERSION = 1;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,30}");
  private static final Pattern CODEC = Pattern.compile("[A-Za-z0-9.]{1,40}");
  private static final long LATEST = 1L << 52; // what JSON's numbers hold to the last digit
  private static final long MICROS_OF_9_TICKS = 100;
  private static final int WIDEST = 0xffff;

  public Heading {
    require(NAME.matcher(camera).matches(), "camera", camera);
    require(NAME.matcher(rendition).matches(), "rendition", rendition);
    require(mono >= 0 && mono <= LATEST, "mono", mono);
    require(wall >= 0 && wall <= LATEST, "wall", wall);
    require(CODEC.matcher(codec).matches(), "codec", codec);
    require(width > 0 && width <= WIDEST, "width", width);
    require(height > 0 && height <= WIDEST, "height", height);
  }

  /// The whole box.
  public byte[] box() {
    var json =
        Json.object(
            "v", VERSION,
            "camera", camera,
            "rendition", rendition,
            "boot", boot.toString(),
            "mono", mono,
            "wall", wall,
            "synced", synced,
            "codec", codec,
            "width", width,
            "height", height);
    return UuidBox.of(ID, Json.text(json).getBytes(UTF_8));
  }

  /// Wall time of a tick, in microseconds since 1970.
  public long wallAt(long ticks) {
    return wall + ticks * MICROS_OF_9_TICKS / 9;
  }

  static Heading parse(ByteBuffer json) throws IOException {
    try {
      var o = JsonObject.parse(UTF_8.newDecoder().decode(json).toString());
      o.whole("v", VERSION, VERSION);
      return new Heading(
          o.string("camera"),
          o.string("rendition"),
          UUID.fromString(o.string("boot")),
          micros(o, "mono"),
          micros(o, "wall"),
          o.bool("synced"),
          o.string("codec"),
          o.whole("width", 1, WIDEST),
          o.whole("height", 1, WIDEST));
    } catch (IllegalArgumentException e) {
      throw new BadFileException("its heading is wrong: " + e.getMessage(), e);
    }
  }

  private static long micros(JsonObject from, String name) throws BadJsonException {
    return (long) from.number(name, 0, LATEST);
  }

  private static void require(boolean fine, String field, Object value) {
    if (!fine) {
      throw new IllegalArgumentException("%s cannot be %s".formatted(field, value));
    }
  }
}
