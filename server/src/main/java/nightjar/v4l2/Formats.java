package nightjar.v4l2;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static nightjar.v4l2.Videodev2.V4L2_FRMIVAL_TYPE_DISCRETE;
import static nightjar.v4l2.Videodev2.V4L2_FRMSIZE_TYPE_DISCRETE;
import static nightjar.v4l2.Videodev2.VIDIOC_ENUM_FMT;
import static nightjar.v4l2.Videodev2.VIDIOC_ENUM_FRAMEINTERVALS;
import static nightjar.v4l2.Videodev2.VIDIOC_ENUM_FRAMESIZES;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The formats, sizes and rates that a device offers.
public final class Formats {
  private static final int MOST = 1000; // a driver that never ends its list

  private static final long FORMAT_INDEX = Structs.at(Structs.FMTDESC, "index");
  private static final long FORMAT_TYPE = Structs.at(Structs.FMTDESC, "type");
  private static final long FORMAT_WORDS = Structs.at(Structs.FMTDESC, "description");
  private static final long FOURCC = Structs.at(Structs.FMTDESC, "pixelformat");

  private static final long SIZE_INDEX = Structs.at(Structs.FRMSIZEENUM, "index");
  private static final long SIZE_FOURCC = Structs.at(Structs.FRMSIZEENUM, "pixel_format");
  private static final long SIZE_TYPE = Structs.at(Structs.FRMSIZEENUM, "type");
  private static final long WIDTH = Structs.at(Structs.FRMSIZEENUM, "discrete.width");
  private static final long HEIGHT = Structs.at(Structs.FRMSIZEENUM, "discrete.height");
  private static final long MIN_WIDTH = Structs.at(Structs.FRMSIZEENUM, "stepwise.min_width");
  private static final long MAX_WIDTH = Structs.at(Structs.FRMSIZEENUM, "stepwise.max_width");
  private static final long STEP_WIDTH = Structs.at(Structs.FRMSIZEENUM, "stepwise.step_width");
  private static final long MIN_HEIGHT = Structs.at(Structs.FRMSIZEENUM, "stepwise.min_height");
  private static final long MAX_HEIGHT = Structs.at(Structs.FRMSIZEENUM, "stepwise.max_height");
  private static final long STEP_HEIGHT = Structs.at(Structs.FRMSIZEENUM, "stepwise.step_height");

  private static final long RATE_INDEX = Structs.at(Structs.FRMIVALENUM, "index");
  private static final long RATE_FOURCC = Structs.at(Structs.FRMIVALENUM, "pixel_format");
  private static final long RATE_WIDTH = Structs.at(Structs.FRMIVALENUM, "width");
  private static final long RATE_HEIGHT = Structs.at(Structs.FRMIVALENUM, "height");
  private static final long RATE_TYPE = Structs.at(Structs.FRMIVALENUM, "type");
  private static final long INTERVAL = Structs.at(Structs.FRMIVALENUM, "discrete");
  private static final long MIN_INTERVAL = Structs.at(Structs.FRMIVALENUM, "stepwise.min");
  private static final long MAX_INTERVAL = Structs.at(Structs.FRMIVALENUM, "stepwise.max");

  private Formats() {}

  /// A pixel format and the sizes it comes in.
  ///
  /// @param words what the kernel calls it
  /// @param modes the rates in each size; where any size will do, in the smallest and the largest
  public record Offered(int fourcc, String words, Sizes sizes, List<Mode> modes) {
    public Offered {
      modes = List.copyOf(modes);
    }
  }

  /// A size and the rates it comes at.
  public record Mode(Sizes.Size size, Rates rates) {}

  /// All of them, in the device's order.
  public static List<Offered> of(VideoNode node, BufferType type) {
    return fourccs(node, type).stream().map(format -> withSizes(node, format)).toList();
  }

  private record Named(int fourcc, String words) {}

  private static List<Named> fourccs(VideoNode node, BufferType type) {
    var all = new ArrayList<Named>();
    for (int i = 0; i < MOST; i++) {
      var struct = node.fresh();
      struct.set(JAVA_INT, FORMAT_INDEX, i);
      struct.set(JAVA_INT, FORMAT_TYPE, type.number);
      if (node.device().ioctl(VIDIOC_ENUM_FMT, struct) < 0) {
        break;
      }
      all.add(new Named(struct.get(JAVA_INT, FOURCC), VideoNode.text(struct, FORMAT_WORDS, 32)));
    }
    return all;
  }

  /// Whether one of them is what is looked for; asks for no sizes.
  public static boolean has(VideoNode node, BufferType type, int fourcc) {
    return fourccs(node, type).stream().anyMatch(format -> format.fourcc == fourcc);
  }

  private static Offered withSizes(VideoNode node, Named format) {
    var sizes = sizes(node, format.fourcc);
    Stream<Sizes.Size> shown =
        switch (sizes) {
          case Sizes.Unknown _ -> Stream.of();
          case Sizes.Listed(var all) -> all.stream();
          case Sizes.Between(var least, var most, _) -> Stream.of(least, most);
        };
    var modes =
        shown
            .map(size -> new Mode(size, rates(node, format.fourcc, size.width(), size.height())))
            .toList();
    return new Offered(format.fourcc, format.words, sizes, modes);
  }

  private static Sizes sizes(VideoNode node, int fourcc) {
    var all = new ArrayList<Sizes.Size>();
    for (int i = 0; i < MOST; i++) {
      var struct = node.fresh();
      struct.set(JAVA_INT, SIZE_INDEX, i);
      struct.set(JAVA_INT, SIZE_FOURCC, fourcc);
      if (node.device().ioctl(VIDIOC_ENUM_FRAMESIZES, struct) < 0) {
        break;
      }
      if (struct.get(JAVA_INT, SIZE_TYPE) != V4L2_FRMSIZE_TYPE_DISCRETE) {
        return new Sizes.Between(
            size(struct, MIN_WIDTH, MIN_HEIGHT),
            size(struct, MAX_WIDTH, MAX_HEIGHT),
            size(struct, STEP_WIDTH, STEP_HEIGHT));
      }
      all.add(size(struct, WIDTH, HEIGHT));
    }
    return all.isEmpty() ? new Sizes.Unknown() : new Sizes.Listed(all);
  }

  private static Sizes.Size size(MemorySegment struct, long width, long height) {
    return new Sizes.Size(struct.get(JAVA_INT, width), struct.get(JAVA_INT, height));
  }

  /// The rates of one format in one size.
  public static Rates rates(VideoNode node, int fourcc, int width, int height) {
    var all = new ArrayList<Rate>();
    for (int i = 0; i < MOST; i++) {
      var struct = node.fresh();
      struct.set(JAVA_INT, RATE_INDEX, i);
      struct.set(JAVA_INT, RATE_FOURCC, fourcc);
      struct.set(JAVA_INT, RATE_WIDTH, width);
      struct.set(JAVA_INT, RATE_HEIGHT, height);
      if (node.device().ioctl(VIDIOC_ENUM_FRAMEINTERVALS, struct) < 0) {
        break;
      }
      boolean discrete = struct.get(JAVA_INT, RATE_TYPE) == V4L2_FRMIVAL_TYPE_DISCRETE;
      long at = discrete ? INTERVAL : MIN_INTERVAL;
      if (!isInterval(struct, at) || (!discrete && !isInterval(struct, MAX_INTERVAL))) {
        continue;
      }
      if (!discrete) {
        return new Rates.Between(rate(struct, MAX_INTERVAL), rate(struct, MIN_INTERVAL));
      }
      all.add(rate(struct, at));
    }
    return all.isEmpty() ? new Rates.Unknown() : new Rates.Listed(all);
  }

  private static boolean isInterval(MemorySegment struct, long at) {
    return struct.get(JAVA_INT, at) > 0 && struct.get(JAVA_INT, at + Integer.BYTES) > 0;
  }

  private static Rate rate(MemorySegment struct, long interval) {
    return new Rate(struct.get(JAVA_INT, interval + Integer.BYTES), struct.get(JAVA_INT, interval));
  }
}
