package nightjar.encode.v4l2;

import static nightjar.v4l2.Videodev2.V4L2_BUF_FLAG_ERROR;
import static nightjar.v4l2.Videodev2.V4L2_BUF_FLAG_KEYFRAME;
import static nightjar.v4l2.Videodev2.V4L2_CID_MPEG_VIDEO_BITRATE;
import static nightjar.v4l2.Videodev2.V4L2_CID_MPEG_VIDEO_BITRATE_MODE;
import static nightjar.v4l2.Videodev2.V4L2_CID_MPEG_VIDEO_FORCE_KEY_FRAME;
import static nightjar.v4l2.Videodev2.V4L2_CID_MPEG_VIDEO_GOP_SIZE;
import static nightjar.v4l2.Videodev2.V4L2_CID_MPEG_VIDEO_H264_I_PERIOD;
import static nightjar.v4l2.Videodev2.V4L2_CID_MPEG_VIDEO_H264_LEVEL;
import static nightjar.v4l2.Videodev2.V4L2_CID_MPEG_VIDEO_H264_PROFILE;
import static nightjar.v4l2.Videodev2.V4L2_CID_MPEG_VIDEO_REPEAT_SEQ_HEADER;
import static nightjar.v4l2.Videodev2.V4L2_COLORSPACE_JPEG;
import static nightjar.v4l2.Videodev2.V4L2_MPEG_VIDEO_BITRATE_MODE_VBR;
import static nightjar.v4l2.Videodev2.V4L2_MPEG_VIDEO_H264_LEVEL_4_0;
import static nightjar.v4l2.Videodev2.V4L2_MPEG_VIDEO_H264_PROFILE_HIGH;
import static nightjar.v4l2.Videodev2.V4L2_PIX_FMT_H264;
import static nightjar.v4l2.Videodev2.V4L2_PIX_FMT_YUV420;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import nightjar.base.Clock;
import nightjar.base.Scope;
import nightjar.encode.EncodeSettings;
import nightjar.encode.Encoder;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import nightjar.posix.Fd;
import nightjar.v4l2.BufferQueue;
import nightjar.v4l2.BufferType;
import nightjar.v4l2.ImageFormat;
import nightjar.v4l2.Rate;
import nightjar.v4l2.VideoNode;

/// An open encoder in hardware: a picture goes in, and its coded form is waited for.
///
/// Settings, formats and buffers come in the order in which rpicam-apps brings them, the only one
/// the Raspberry Pi's driver is known to be tried with. One thread at a time.
final class V4l2Encoder implements Encoder {
  private static final Duration LONGEST = Duration.ofSeconds(2);
  private static final int LOOK = 250; // ms; an interrupt is seen within
  private static final int PICTURES_IN = 3;
  private static final int UNITS_OUT = 4;
  private static final int UNIT_BYTES = 512 << 10;

  private final Scope scope = new Scope();
  private final VideoNode node;
  private final MacroblockBudget.Share share;
  private final Clock clock;
  private final PictureFormat format;
  private final BufferQueue input;
  private final BufferQueue output;
  private final PictureCopy copy;
  private final int inputBytes; // sizeimage: all of it, whatever is padding
  private final CodedUnit unit;
  private EncodeSettings settings;
  private int unused; // input buffers never queued so far: those from this index on
  private long firstTicks;
  private long micros; // of the picture last given

  /// Takes node and share over.
  V4l2Encoder(
      VideoNode node,
      MacroblockBudget.Share share,
      Clock clock,
      PictureFormat format,
      EncodeSettings settings)
      throws IOException {
    this.share = scope.own(share);
    this.node = scope.own(node);
    this.clock = clock;
    this.format = format;
    this.settings = settings;
    try {
      setControls();
      var in = setFormats();
      this.copy = new PictureCopy(in.bytesPerLine(), in.height());
      this.inputBytes = in.bytes();
      setRate(settings);
      this.input = scope.own(new BufferQueue(node, BufferType.OUTPUT_MULTI, PICTURES_IN));
      this.output = scope.own(new BufferQueue(node, BufferType.CAPTURE_MULTI, UNITS_OUT));
      this.unit = scope.own(new CodedUnit(output.memory(0).byteSize()));
      for (int i = 0; i < output.count(); i++) {
        output.enqueue(i);
      }
      input.start();
      output.start();
    } catch (IOException e) {
      scope.close();
      throw e;
    }
  }

  private void setControls() throws IOException {
    setBitrate(settings);
    node.trySetControl(V4L2_CID_MPEG_VIDEO_BITRATE_MODE, V4L2_MPEG_VIDEO_BITRATE_MODE_VBR);
    node.trySetControl(V4L2_CID_MPEG_VIDEO_H264_PROFILE, V4L2_MPEG_VIDEO_H264_PROFILE_HIGH);
    node.trySetControl(V4L2_CID_MPEG_VIDEO_H264_LEVEL, V4L2_MPEG_VIDEO_H264_LEVEL_4_0);
    setGop(settings);
    node.setControl(V4L2_CID_MPEG_VIDEO_REPEAT_SEQ_HEADER, 1, "parameter sets with each IDR");
  }

  private void setBitrate(EncodeSettings next) throws IOException {
    node.setControl(V4L2_CID_MPEG_VIDEO_BITRATE, next.bitrate(), "the bitrate");
  }

  /// Older drivers of the Raspberry Pi know one name for it, others the other.
  private void setGop(EncodeSettings next) throws IOException {
    int pictures = next.gopPictures();
    if (node.trySetControl(V4L2_CID_MPEG_VIDEO_GOP_SIZE, pictures) != 0) {
      node.setControl(V4L2_CID_MPEG_VIDEO_H264_I_PERIOD, pictures, "pictures from IDR to IDR");
    }
  }

  private void setRate(EncodeSettings next) throws IOException {
    node.setRate(BufferType.OUTPUT_MULTI, Rate.of(next.fps()));
  }

  private ImageFormat setFormats() throws IOException {
    int width = format.width();
    int height = format.height();
    var in =
        node.setFormat(
            BufferType.OUTPUT_MULTI,
            ImageFormat.of(V4L2_PIX_FMT_YUV420, width, height)
                .withColorspace(V4L2_COLORSPACE_JPEG));
    checkHolds(in);
    if (in.width() != width || in.height() != height) {
      node.setCrop(width, height);
    }
    node.setFormat(
        BufferType.CAPTURE_MULTI,
        ImageFormat.of(V4L2_PIX_FMT_H264, width, height).withBytes(UNIT_BYTES));
    return in;
  }

  private void checkHolds(ImageFormat in) throws IOException {
    boolean small =
        in.width() < format.width()
            || in.height() < format.height()
            || in.bytesPerLine() < format.width()
            || in.bytes() < new PictureCopy(in.bytesPerLine(), in.height()).bytes();
    if (small || in.bytesPerLine() % 2 != 0 || in.height() % 2 != 0) {
      throw new IOException(
          "%s takes %dx%d in %d bytes, %d a row, not %dx%d"
              .formatted(
                  node.name(),
                  in.width(),
                  in.height(),
                  in.bytes(),
                  in.bytesPerLine(),
                  format.width(),
                  format.height()));
    }
  }

  @Override
  public void encode(Picture picture, boolean idr, Output out) throws IOException {
    if (!picture.format().equals(format)) {
      throw new IllegalArgumentException(picture.format() + " given to an encoder of " + format);
    }
    long start = clock.ticks();
    int index = freeInput(start);
    copy.write(picture, input.memory(index));
    if (idr) {
      node.setControl(V4L2_CID_MPEG_VIDEO_FORCE_KEY_FRAME, 1, "the next picture to be an IDR");
    }
    stamp(picture);
    input.enqueue(index, inputBytes, micros);
    if (receive(start)) {
      out.unit(unit.bytes(), unit.idr());
    }
  }

  /// From 1 on and always more than the last.
  private void stamp(Picture picture) {
    if (micros == 0) {
      firstTicks = picture.ticks();
    }
    micros = Math.max(micros + 1, 1 + (picture.ticks() - firstTicks) / 1000);
  }

  private int freeInput(long start) throws IOException {
    if (unused < input.count()) {
      return unused++;
    }
    while (true) {
      check(node.awaitOutput(millisLeft(start)), Fd.WRITABLE);
      int index = input.dequeue();
      if (index >= 0) {
        return index;
      }
    }
  }

  /// Waits for the coded picture.
  ///
  /// @return false when the encoder left the picture out
  private boolean receive(long start) throws IOException {
    unit.clear();
    while (true) {
      check(node.awaitCapture(millisLeft(start)), Fd.READABLE);
      int index = output.dequeue();
      if (index >= 0) {
        take(index);
        if (output.bytes() == 0) {
          return false;
        }
        if (unit.hasPicture()) {
          checkTime();
          return true;
        }
      }
    }
  }

  /// Copies at once what came, for its memory may not be cached, and returns the buffer.
  private void take(int index) throws IOException {
    boolean broken = (output.flags() & V4L2_BUF_FLAG_ERROR) != 0;
    boolean full = output.bytes() == output.memory(index).byteSize(); // the rest would follow
    boolean key = (output.flags() & V4L2_BUF_FLAG_KEYFRAME) != 0;
    unit.add(output.memory(index), output.offset(), output.bytes(), key);
    output.enqueue(index);
    if (broken || full) {
      throw new IOException(
          node.name() + (full ? " coded a picture too large" : " says that it coded badly"));
    }
  }

  private void checkTime() throws IOException {
    if (output.micros() != micros) {
      throw new IOException(
          "%s gave the picture of %d µs for that of %d µs"
              .formatted(node.name(), output.micros(), micros));
    }
  }

  private int millisLeft(long start) throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted while waiting for " + node.name());
    }
    long left = LONGEST.toNanos() - (clock.ticks() - start);
    if (left <= 0) {
      throw new IOException(
          "%s coded no picture for %d s".formatted(node.name(), LONGEST.toSeconds()));
    }
    return Math.clamp(left / 1_000_000, 1, LOOK);
  }

  private void check(int events, int wanted) throws IOException {
    if ((events & wanted) == 0 && events != 0) {
      throw new IOException(node.name() + " is broken");
    }
  }

  @Override
  public boolean adjust(EncodeSettings next) {
    if (!share.change(next.fps())) {
      return false;
    }
    try {
      if (next.bitrate() != settings.bitrate()) {
        setBitrate(next);
      }
      if (next.gopPictures() != settings.gopPictures()) {
        setGop(next);
      }
      if (next.fps() != settings.fps()) {
        setRate(next);
      }
    } catch (IOException _) {
      return false; // opening it anew says what is wrong
    }
    settings = next;
    return true;
  }

  @Override
  public void close() {
    scope.close();
  }
}
