package nightjar.record.file;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;

/// Bytes as lines of text between two that name them (RFC 7468).
final class Pem {
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII));

  private Pem() {}

  static String write(String label, byte[] bytes) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, LINES.encodeToString(bytes), label);
  }

  static byte[] read(String label, String text) throws BadFileException {
    var begin = "-----BEGIN " + label + "-----";
    int from = text.indexOf(begin);
    int to = text.indexOf("-----END " + label + "-----");
    if (from < 0 || to < from) {
      throw new BadFileException("there is no " + label + " in it");
    }
    try {
      return Base64.getDecoder()
          .decode(text.substring(from + begin.length(), to).replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new BadFileException("its " + label + " is not Base64", e);
    }
  }
}
