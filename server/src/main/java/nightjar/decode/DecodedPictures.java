package nightjar.decode;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;
import nightjar.codec.h264.AnnexB;
import nightjar.ffmpeg.H264Decoder;
import nightjar.media.Colour;
import nightjar.media.MediaTime;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;
import nightjar.stream.Fragment;
import nightjar.stream.Init;
import org.jspecify.annotations.Nullable;

/// A decoder at work: fragments in, those pictures out that somebody wants.
final class DecodedPictures implements AutoCloseable {
  private static final int PICTURES = 4;
  private static final double TICKS_A_SECOND = 90_000;

  private final Consumer<Picture> out;
  private final long epoch;
  private final H264Decoder decoder = new H264Decoder();
  private final Choice choice = new Choice();
  private byte[] head = {};
  private boolean headDue;
  private @Nullable PicturePool pool;
  private @Nullable PictureFormat format;

  /// @param epoch the tick at which media time is 0
  DecodedPictures(Consumer<Picture> out, long epoch) throws IOException {
    this.out = out;
    this.epoch = epoch;
  }

  /// What follows is decoded with these parameter sets.
  void begin(Init init) {
    var sets = init.sets();
    if (sets != null) {
      head = AnnexB.of(sets);
      headDue = true;
    }
    decoder.flush();
  }

  void skipped() {
    decoder.flush();
  }

  /// @param fps pictures a second that are wanted
  /// @return whether it was worth decoding
  boolean decode(Fragment fragment, double fps) throws IOException {
    double seconds = fragment.pts().ticks() / TICKS_A_SECOND;
    boolean isDecoded = choice.decode(fragment.idr(), seconds, fps);
    if (isDecoded && decoder.decode(fill(fragment)) && choice.show(seconds, fps)) {
      show(fragment);
    }
    return isDecoded;
  }

  /// Puts the unit into the decoder's memory, with start codes in place of lengths.
  private long fill(Fragment fragment) {
    int from = fragment.prefix() + fragment.payloadOffset();
    long size = fragment.prefix() + (long) fragment.length() - from;
    int before = headDue ? head.length : 0;
    var to = decoder.unit(before + size);
    MemorySegment.copy(head, 0, to, JAVA_BYTE, 0, before);
    headDue = false;
    MemorySegment.copy(fragment.slab().memory(), from, to, before, size);
    AnnexB.ofSample(to.asSlice(before));
    return before + size;
  }

  private void show(Fragment fragment) throws IOException {
    var picture = pool().take();
    if (picture == null) {
      return; // all are still held: the next will do
    }
    try {
      decoder.copyTo(picture);
      long ticks = epoch + fragment.pts().since(MediaTime.video(0)).toNanos();
      picture.stamp(ticks, fragment.captured());
      out.accept(picture);
    } finally {
      picture.release();
    }
  }

  private PicturePool pool() throws IOException {
    var current = pool;
    var was = format;
    if (current != null
        && was != null
        && was.width() == decoder.width()
        && was.height() == decoder.height()) {
      return current;
    }
    if (current != null) {
      current.close();
    }
    var now = format();
    var fresh = new PicturePool(now, PICTURES);
    format = now;
    pool = fresh;
    return fresh;
  }

  private PictureFormat format() throws IOException {
    try {
      return new PictureFormat(decoder.width(), decoder.height(), 60, Colour.SYCC);
    } catch (IllegalArgumentException e) {
      throw new IOException("the camera's pictures cannot be used: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    decoder.close();
    var last = pool;
    if (last != null) {
      last.close();
    }
  }
}
