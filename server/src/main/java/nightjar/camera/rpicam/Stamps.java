package nightjar.camera.rpicam;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import nightjar.posix.Fd;

/// The time stamps that a child writes into a pipe of their own, a line for each picture it has
/// written: milliseconds and a fraction, from the first picture on. Lines that start with `#` are a
/// heading.
final class Stamps implements AutoCloseable {
  private static final int BUFFER = 512;
  private static final int DIGITS = 3; // of the fraction: microseconds
  private static final long LONGEST = 100_000_000_000L; // milliseconds, three years

  private final Arena arena = Arena.ofShared();
  private final MemorySegment bytes = arena.allocate(BUFFER);
  private final Fd.Pipe pipe;

  // The line being read.
  private boolean heading;
  private boolean started;
  private long micros;
  private int fraction = -1; // digits behind the point, -1 before it

  // Bytes read and not yet looked at.
  private int from;
  private int to;

  private long lines;
  private long last; // nanoseconds

  Stamps() throws IOException {
    this.pipe = Fd.pipe();
  }

  /// The name under which the child finds the pipe.
  Path path() {
    return pipe.to().path();
  }

  /// Lines read so far.
  long lines() {
    return lines;
  }

  /// The newest line's, in nanoseconds from the child's first picture.
  long last() {
    return last;
  }

  /// Reads until there is a line for so many pictures, or it takes too long.
  ///
  /// @return whether [#last] is that of picture `number`, counted from 1
  boolean await(long number, int millis) throws IOException {
    while (take(number) < number && pipe.from().await(Fd.READABLE, millis) != 0 && fill()) {
      // a line may come in pieces
    }
    return lines == number;
  }

  /// Takes what is there, up to the line that was asked for.
  private long take(long number) {
    while (lines < number && from < to) {
      put(bytes.get(JAVA_BYTE, from++));
    }
    return lines;
  }

  private boolean fill() {
    from = 0;
    to = (int) Math.max(0, pipe.from().read(bytes, 0, BUFFER));
    return to > 0;
  }

  /// Takes one byte of the lines. What is no number is passed over.
  void put(byte b) {
    if (b == '\n') {
      endLine();
    } else if (!started && b == '#') {
      heading = true;
    } else if (b == '.' && fraction < 0) {
      fraction = 0;
    } else if (b >= '0' && b <= '9' && takesDigit()) {
      micros = micros * 10 + b - '0';
      fraction += fraction >= 0 ? 1 : 0;
    }
    started = true;
  }

  private boolean takesDigit() {
    return fraction < 0 ? micros < LONGEST : fraction < DIGITS;
  }

  private void endLine() {
    if (!heading) {
      for (int i = Math.max(0, fraction); i < DIGITS; i++) {
        micros *= 10;
      }
      last = micros * 1000;
      lines++;
    }
    heading = false;
    started = false;
    micros = 0;
    fraction = -1;
  }

  @Override
  public void close() {
    pipe.close();
    arena.close();
  }
}
