package nightjar.v4l2;

import static java.lang.foreign.MemoryLayout.paddingLayout;
import static java.lang.foreign.MemoryLayout.sequenceLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.MemoryLayout.unionLayout;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SequenceLayout;
import java.lang.foreign.StructLayout;
import java.lang.foreign.UnionLayout;
import java.util.List;
import java.util.Optional;

/// The structures of linux/videodev2.h, by their names there: the same on x86-64 and arm64. Unions
/// without a name have none here either; of unions with one, only the members in use are there.
/// What is reserved is padding.
final class Structs {
  static final StructLayout CAPABILITY =
      struct(
          "v4l2_capability",
          text(16, "driver"),
          text(32, "card"),
          text(32, "bus_info"),
          u32("version"),
          u32("capabilities"),
          u32("device_caps"),
          paddingLayout(12));

  static final StructLayout FMTDESC =
      struct(
          "v4l2_fmtdesc",
          u32("index"),
          u32("type"),
          u32("flags"),
          text(32, "description"),
          u32("pixelformat"),
          u32("mbus_code"),
          paddingLayout(12));

  static final StructLayout FRMSIZEENUM =
      struct(
          "v4l2_frmsizeenum",
          u32("index"),
          u32("pixel_format"),
          u32("type"),
          unionLayout(
              structLayout(u32("width"), u32("height")).withName("discrete"),
              structLayout(
                      u32("min_width"),
                      u32("max_width"),
                      u32("step_width"),
                      u32("min_height"),
                      u32("max_height"),
                      u32("step_height"))
                  .withName("stepwise")),
          paddingLayout(8));

  static final StructLayout FRMIVALENUM =
      struct(
          "v4l2_frmivalenum",
          u32("index"),
          u32("pixel_format"),
          u32("width"),
          u32("height"),
          u32("type"),
          unionLayout(
              fract("discrete"),
              structLayout(fract("min"), fract("max"), fract("step")).withName("stepwise")),
          paddingLayout(8));

  private static final StructLayout PIX =
      structLayout(
          u32("width"),
          u32("height"),
          u32("pixelformat"),
          u32("field"),
          u32("bytesperline"),
          u32("sizeimage"),
          u32("colorspace"),
          u32("priv"),
          u32("flags"),
          u32("ycbcr_enc"),
          u32("quantization"),
          u32("xfer_func"));

  private static final StructLayout PIX_MP =
      structLayout(
          u32("width"),
          u32("height"),
          u32("pixelformat"),
          u32("field"),
          u32("colorspace"),
          sequenceLayout(8, structLayout(u32("sizeimage"), u32("bytesperline"), paddingLayout(12)))
              .withName("plane_fmt"),
          JAVA_BYTE.withName("num_planes"),
          JAVA_BYTE.withName("flags"),
          JAVA_BYTE.withName("ycbcr_enc"),
          JAVA_BYTE.withName("quantization"),
          JAVA_BYTE.withName("xfer_func"),
          paddingLayout(7));

  static final StructLayout FORMAT =
      struct(
          "v4l2_format",
          u32("type"),
          paddingLayout(4),
          unionLayout(PIX.withName("pix"), PIX_MP.withName("pix_mp"), text(200, "raw_data"))
              .withName("fmt"));

  static final StructLayout STREAMPARM =
      struct(
          "v4l2_streamparm",
          u32("type"),
          unionLayout(
                  structLayout(u32("capability"), u32("capturemode"), fract("timeperframe"))
                      .withName("capture"),
                  structLayout(u32("capability"), u32("outputmode"), fract("timeperframe"))
                      .withName("output"),
                  text(200, "raw_data"))
              .withName("parm"));

  static final StructLayout REQUESTBUFFERS =
      struct("v4l2_requestbuffers", u32("count"), u32("type"), u32("memory"), paddingLayout(8));

  static final StructLayout BUFFER =
      struct(
          "v4l2_buffer",
          u32("index"),
          u32("type"),
          u32("bytesused"),
          u32("flags"),
          u32("field"),
          paddingLayout(4),
          structLayout(JAVA_LONG.withName("tv_sec"), JAVA_LONG.withName("tv_usec"))
              .withName("timestamp"),
          text(16, "timecode"),
          u32("sequence"),
          u32("memory"),
          unionLayout(u32("offset"), JAVA_LONG.withName("planes")).withName("m"),
          u32("length"),
          u32("reserved2"),
          u32("request_fd"),
          paddingLayout(4));

  static final StructLayout PLANE =
      struct(
          "v4l2_plane",
          u32("bytesused"),
          u32("length"),
          unionLayout(u32("mem_offset"), JAVA_LONG.withName("userptr")).withName("m"),
          u32("data_offset"),
          paddingLayout(44));

  static final StructLayout QUERYCTRL =
      struct(
          "v4l2_queryctrl",
          u32("id"),
          u32("type"),
          text(32, "name"),
          u32("minimum"),
          u32("maximum"),
          u32("step"),
          u32("default_value"),
          u32("flags"),
          paddingLayout(8));

  static final StructLayout QUERYMENU =
      struct("v4l2_querymenu", u32("id"), u32("index"), text(32, "name"), u32("reserved"));

  static final StructLayout CONTROL = struct("v4l2_control", u32("id"), u32("value"));

  static final StructLayout SELECTION =
      struct(
          "v4l2_selection",
          u32("type"),
          u32("target"),
          u32("flags"),
          structLayout(u32("left"), u32("top"), u32("width"), u32("height")).withName("r"),
          paddingLayout(36));

  /// All of them, for a check against the header.
  static final List<StructLayout> ALL =
      List.of(
          CAPABILITY,
          FMTDESC,
          FRMSIZEENUM,
          FRMIVALENUM,
          FORMAT,
          STREAMPARM,
          REQUESTBUFFERS,
          BUFFER,
          PLANE,
          QUERYCTRL,
          QUERYMENU,
          CONTROL,
          SELECTION);

  private Structs() {}

  private static StructLayout struct(String name, MemoryLayout... members) {
    return structLayout(members).withName(name);
  }

  private static MemoryLayout u32(String name) {
    return JAVA_INT.withName(name);
  }

  private static MemoryLayout text(int bytes, String name) {
    return sequenceLayout(bytes, JAVA_BYTE).withName(name);
  }

  private static MemoryLayout fract(String name) {
    return structLayout(u32("numerator"), u32("denominator")).withName(name);
  }

  /// A member and its offset in bytes.
  private record Place(long offset, MemoryLayout layout) {}

  /// The offset of a member in bytes.
  ///
  /// @param path as in C, such as `fmt.pix.width`; an array's first element is `0`
  static long at(StructLayout struct, String path) {
    var here = new Place(0, struct);
    for (var name : path.split("\\.", -1)) {
      var inside =
          here.layout instanceof SequenceLayout array
              ? Optional.of(new Place(0, array.elementLayout()))
              : find((GroupLayout) here.layout, name);
      var next = inside.orElseThrow(() -> new IllegalArgumentException(path));
      here = new Place(here.offset + next.offset, next.layout);
    }
    return here.offset;
  }

  /// Finds the member, also inside members that have no name.
  private static Optional<Place> find(GroupLayout group, String name) {
    long offset = 0;
    for (var member : group.memberLayouts()) {
      long at = offset;
      if (member.name().filter(name::equals).isPresent()) {
        return Optional.of(new Place(at, member));
      }
      if (member.name().isEmpty() && member instanceof GroupLayout nameless) {
        var inside = find(nameless, name);
        if (inside.isPresent()) {
          return inside.map(place -> new Place(at + place.offset, place.layout));
        }
      }
      offset += group instanceof UnionLayout ? 0 : member.byteSize();
    }
    return Optional.empty();
  }
}
