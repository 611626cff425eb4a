package nightjar.v4l2;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static nightjar.v4l2.Videodev2.V4L2_CAP_DEVICE_CAPS;
import static nightjar.v4l2.Videodev2.V4L2_CAP_TIMEPERFRAME;
import static nightjar.v4l2.Videodev2.V4L2_SEL_TGT_CROP;
import static nightjar.v4l2.Videodev2.VIDIOC_G_PARM;
import static nightjar.v4l2.Videodev2.VIDIOC_QUERYCAP;
import static nightjar.v4l2.Videodev2.VIDIOC_S_CTRL;
import static nightjar.v4l2.Videodev2.VIDIOC_S_FMT;
import static nightjar.v4l2.Videodev2.VIDIOC_S_PARM;
import static nightjar.v4l2.Videodev2.VIDIOC_S_SELECTION;
import static nightjar.v4l2.Videodev2.letters;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import nightjar.posix.Errno;
import nightjar.posix.Fd;
import nightjar.posix.PosixException;

/// A device of /dev/video*, and the requests it answers. One thread at a time.
public final class VideoNode implements AutoCloseable {
  private static final long DRIVER = Structs.at(Structs.CAPABILITY, "driver");
  private static final long CARD = Structs.at(Structs.CAPABILITY, "card");
  private static final long BUS = Structs.at(Structs.CAPABILITY, "bus_info");
  private static final long ALL_CAPS = Structs.at(Structs.CAPABILITY, "capabilities");
  private static final long DEVICE_CAPS = Structs.at(Structs.CAPABILITY, "device_caps");

  // Capture and output have them at the same place.
  private static final long PARM_TYPE = Structs.at(Structs.STREAMPARM, "type");
  private static final long PARM_CAPABILITY =
      Structs.at(Structs.STREAMPARM, "parm.capture.capability");
  private static final long INTERVAL = Structs.at(Structs.STREAMPARM, "parm.capture.timeperframe");
  private static final long NUMERATOR = INTERVAL;
  private static final long DENOMINATOR = INTERVAL + Integer.BYTES;

  private static final long CONTROL_ID = Structs.at(Structs.CONTROL, "id");
  private static final long CONTROL_VALUE = Structs.at(Structs.CONTROL, "value");

  private static final long CROP = Structs.at(Structs.SELECTION, "r.width");

  private final Device device;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment scratch =
      arena.allocate(
          Structs.ALL.stream().mapToLong(StructLayout::byteSize).max().orElseThrow(), Long.BYTES);

  /// Takes the device over.
  public VideoNode(Device device) {
    this.device = device;
  }

  public String name() {
    return device.name();
  }

  Device device() {
    return device;
  }

  /// Memory for one structure, zeroed; valid until the next request.
  MemorySegment fresh() {
    return scratch.fill((byte) 0);
  }

  /// @param what is tried, such as `set the format of`; the device's name follows
  void ask(long request, MemorySegment argument, String what) throws IOException {
    int result = device.ioctl(request, argument);
    if (result < 0) {
      throw failure(what, -result);
    }
  }

  PosixException failure(String what, int errno) {
    return new PosixException("cannot " + what + " " + name(), errno);
  }

  public Capability capability() throws IOException {
    var answer = fresh();
    ask(VIDIOC_QUERYCAP, answer, "learn the capabilities of");
    int all = answer.get(JAVA_INT, ALL_CAPS);
    return new Capability(
        text(answer, DRIVER, 16),
        text(answer, CARD, 32),
        text(answer, BUS, 32),
        (all & V4L2_CAP_DEVICE_CAPS) != 0 ? answer.get(JAVA_INT, DEVICE_CAPS) : all);
  }

  /// What a device says of itself may hold anything.
  static String text(MemorySegment struct, long at, int bytes) {
    var text = new StringBuilder();
    for (int i = 0; i < bytes; i++) {
      byte b = struct.get(JAVA_BYTE, at + i);
      if (b == 0) {
        break;
      }
      text.append(b >= ' ' && b < 0x7f ? (char) b : '?');
    }
    return text.toString().strip();
  }

  /// The device takes what comes nearest; look at what is returned.
  ///
  /// @throws IOException also when the pixel format itself is another
  public ImageFormat setFormat(BufferType type, ImageFormat wanted) throws IOException {
    var struct = fresh();
    FormatStruct.write(struct, type, wanted);
    ask(VIDIOC_S_FMT, struct, "set the format of");
    var got = FormatStruct.read(struct, type, name());
    if (got.fourcc() != wanted.fourcc()) {
      throw new IOException(
          "%s takes no %s but %s"
              .formatted(name(), letters(wanted.fourcc()), letters(got.fourcc())));
    }
    return got;
  }

  /// @return the rate the device took, or what was asked for when it knows no rates
  public Rate setRate(BufferType type, Rate wanted) throws IOException {
    var struct = fresh();
    struct.set(JAVA_INT, PARM_TYPE, type.number);
    if (type.capture() && !knowsRates(struct)) {
      return wanted;
    }
    struct.set(JAVA_INT, NUMERATOR, wanted.seconds());
    struct.set(JAVA_INT, DENOMINATOR, wanted.pictures());
    int result = device.ioctl(VIDIOC_S_PARM, struct);
    if (result < 0 && result != -Errno.ENOTTY) {
      throw failure("set the frame rate of", -result);
    }
    int seconds = struct.get(JAVA_INT, NUMERATOR);
    int pictures = struct.get(JAVA_INT, DENOMINATOR);
    return seconds > 0 && pictures > 0 ? new Rate(pictures, seconds) : wanted;
  }

  private boolean knowsRates(MemorySegment struct) {
    return device.ioctl(VIDIOC_G_PARM, struct) >= 0
        && (struct.get(JAVA_INT, PARM_CAPABILITY) & V4L2_CAP_TIMEPERFRAME) != 0;
  }

  /// Of an output queue whose images have more rows or columns than the pictures in them.
  public void setCrop(int width, int height) throws IOException {
    var struct = fresh();
    // This request takes the older number of the queue for both interfaces.
    struct.set(
        JAVA_INT, Structs.at(Structs.SELECTION, "type"), Videodev2.V4L2_BUF_TYPE_VIDEO_OUTPUT);
    struct.set(JAVA_INT, Structs.at(Structs.SELECTION, "target"), V4L2_SEL_TGT_CROP);
    struct.set(JAVA_INT, CROP, width);
    struct.set(JAVA_INT, CROP + Integer.BYTES, height);
    ask(VIDIOC_S_SELECTION, struct, "crop the pictures of");
    if (struct.get(JAVA_INT, CROP) != width
        || struct.get(JAVA_INT, CROP + Integer.BYTES) != height) {
      throw new IOException("%s does not crop to %dx%d".formatted(name(), width, height));
    }
  }

  /// @param id V4L2_CID_*
  /// @param what it is, for people
  public void setControl(int id, int value, String what) throws IOException {
    int errno = trySetControl(id, value);
    if (errno != 0) {
      throw failure("set " + what + " to " + value + " on", errno);
    }
  }

  /// @return 0, or the error number
  public int trySetControl(int id, int value) {
    var struct = fresh();
    struct.set(JAVA_INT, CONTROL_ID, id);
    struct.set(JAVA_INT, CONTROL_VALUE, value);
    return -Math.min(0, device.ioctl(VIDIOC_S_CTRL, struct));
  }

  public int control(int id, String what) throws IOException {
    var struct = fresh();
    struct.set(JAVA_INT, CONTROL_ID, id);
    ask(Videodev2.VIDIOC_G_CTRL, struct, "read " + what + " of");
    return struct.get(JAVA_INT, CONTROL_VALUE);
  }

  /// Waits until a captured image can be had, or the device is broken.
  ///
  /// @return what is so, of [Fd]'s events; 0 when nothing came in time
  public int awaitCapture(int millis) throws IOException {
    return device.await(Fd.READABLE, millis);
  }

  /// Waits until an image put in can be used again, or the device is broken.
  public int awaitOutput(int millis) throws IOException {
    return device.await(Fd.WRITABLE, millis);
  }

  @Override
  public void close() {
    device.close();
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }
}
