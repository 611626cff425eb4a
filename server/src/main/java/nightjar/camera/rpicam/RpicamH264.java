package nightjar.camera.rpicam;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import nightjar.base.Clock;
import nightjar.camera.CodedPicture;
import nightjar.camera.CodedSource;
import nightjar.camera.RpicamOptions;
import nightjar.codec.h264.AccessUnits;
import nightjar.media.Colour;
import nightjar.media.PictureFormat;

/// H.264 that an `rpicam-vid` child makes with the board's encoder: for 1080p, which raw pictures
/// through a pipe would be too much for, and where that encoder does not work for us.
///
/// A picture's end shows only when the next one begins. But the child writes a picture's time stamp
/// behind the picture, so once that is there, so is all of the picture.
public final class RpicamH264 implements CodedSource {
  private static final int LARGEST = 4 << 20; // bytes of a picture, far beyond what level 4 allows
  private static final int WAIT = 4; // milliseconds for the stamp before looking for more bytes

  private final PictureFormat format;
  private final Clock clock;
  private final RpicamChild child;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment buffer = arena.allocate(LARGEST);
  private final AccessUnits units = new AccessUnits();
  private int filled;
  private int handedOut;
  private long arrival;

  /// @param path folders in which the program is looked for, as in the environment
  public RpicamH264(RpicamOptions options, String path, Clock clock) throws IOException {
    this.format = new PictureFormat(options.width(), options.height(), options.fps(), Colour.BT709);
    this.clock = clock;
    try {
      this.child = new RpicamChild(options, path, clock);
    } catch (IOException e) {
      arena.close();
      throw e;
    }
  }

  @Override
  public PictureFormat format() {
    return format;
  }

  @Override
  public CodedPicture next() throws IOException, InterruptedException {
    forget();
    int end = units.endOfFirst(buffer, filled);
    while (end < 0) {
      if (filled > 0 && child.hasWrittenNext(WAIT)) {
        readTheRest();
        end = units.endOfFirst(buffer, filled);
        end = end < 0 ? allOfIt() : end;
      } else {
        readSome();
        end = units.endOfFirst(buffer, filled);
      }
    }
    handedOut = end;
    long taken = child.wholePicture(arrival);
    var unit = buffer.asSlice(0, end);
    return new CodedPicture(unit, AccessUnits.isIdr(unit), taken, clock.wallMicrosAt(taken));
  }

  /// What the child calls a picture may be parameter sets alone: the picture is still to come.
  private int allOfIt() {
    if (AccessUnits.hasPicture(buffer.asSlice(0, filled))) {
      return filled;
    }
    child.wroteNoPicture();
    return -1;
  }

  /// Moves what came behind the last picture to the front.
  private void forget() {
    int left = filled - handedOut;
    MemorySegment.copy(buffer, handedOut, buffer, 0, left);
    filled = left;
    handedOut = 0;
    units.restart();
    if (left > 0) {
      arrival = clock.ticks();
    }
  }

  private void readSome() throws IOException, InterruptedException {
    if (filled == LARGEST) {
      throw new IOException("rpicam-vid sent %d bytes that end no picture".formatted(filled));
    }
    long got = child.read(buffer, filled, LARGEST - filled);
    if (filled == 0) {
      arrival = clock.ticks();
    }
    filled += (int) got;
  }

  private void readTheRest() {
    for (long got = 1; got > 0; filled += (int) got) {
      got = child.readNow(buffer, filled, LARGEST - filled);
    }
  }

  @Override
  public long missed() {
    return child.missed();
  }

  @Override
  public void close() {
    child.close();
    arena.close();
  }
}
