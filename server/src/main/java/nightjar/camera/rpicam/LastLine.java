package nightjar.camera.rpicam;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// Drains what a child complains of, and keeps the last line of it for people.
final class LastLine {
  private static final int LONGEST = 200;

  private final Thread drain;
  private volatile String last = "";

  LastLine(InputStream from) {
    this.drain = Thread.ofVirtual().name("rpicam-complaints").start(() -> drain(from));
  }

  private void drain(InputStream from) {
    var line = new StringBuilder();
    try (from) {
      for (int b = from.read(); b >= 0; b = from.read()) {
        if (b != '\n' && line.length() < LONGEST) {
          line.append((char) (b >= ' ' && b < 127 ? b : '?'));
        } else if (b == '\n') {
          keep(line);
        }
      }
    } catch (IOException _) {
      // the child is gone
    }
    keep(line);
  }

  private void keep(StringBuilder line) {
    if (!line.isEmpty()) {
      last = line.toString();
      line.setLength(0);
    }
  }

  /// Call when the child has ended, or is about to.
  String text() {
    try {
      drain.join(Duration.ofMillis(500));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return last;
  }
}
