package nightjar.v4l2;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static nightjar.v4l2.Videodev2.V4L2_FIELD_ANY;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// struct v4l2_format in both its shapes.
final class FormatStruct {
  private static final long TYPE = Structs.at(Structs.FORMAT, "type");
  private static final Shape SINGLE = Shape.of("fmt.pix", "fmt.pix");
  private static final Shape MULTI = Shape.of("fmt.pix_mp", "fmt.pix_mp.plane_fmt.0");
  private static final long SINGLE_QUANTIZATION =
      Structs.at(Structs.FORMAT, "fmt.pix.quantization");
  private static final long MULTI_QUANTIZATION =
      Structs.at(Structs.FORMAT, "fmt.pix_mp.quantization");
  private static final long PLANES = Structs.at(Structs.FORMAT, "fmt.pix_mp.num_planes");

  private record Shape(
      long width,
      long height,
      long fourcc,
      long field,
      long colorspace,
      long bytesPerLine,
      long bytes) {
    static Shape of(String base, String plane) {
      return new Shape(
          Structs.at(Structs.FORMAT, base + ".width"),
          Structs.at(Structs.FORMAT, base + ".height"),
          Structs.at(Structs.FORMAT, base + ".pixelformat"),
          Structs.at(Structs.FORMAT, base + ".field"),
          Structs.at(Structs.FORMAT, base + ".colorspace"),
          Structs.at(Structs.FORMAT, plane + ".bytesperline"),
          Structs.at(Structs.FORMAT, plane + ".sizeimage"));
    }
  }

  private FormatStruct() {}

  /// @param to zeroed
  static void write(MemorySegment to, BufferType type, ImageFormat format) {
    var shape = type.multiplanar ? MULTI : SINGLE;
    to.set(JAVA_INT, TYPE, type.number);
    to.set(JAVA_INT, shape.width, format.width());
    to.set(JAVA_INT, shape.height, format.height());
    to.set(JAVA_INT, shape.fourcc, format.fourcc());
    to.set(JAVA_INT, shape.field, V4L2_FIELD_ANY);
    to.set(JAVA_INT, shape.colorspace, format.colorspace());
    to.set(JAVA_INT, shape.bytesPerLine, format.bytesPerLine());
    to.set(JAVA_INT, shape.bytes, format.bytes());
    if (type.multiplanar) {
      to.set(JAVA_BYTE, PLANES, (byte) 1);
    }
  }

  static ImageFormat read(MemorySegment from, BufferType type, String device) throws IOException {
    if (type.multiplanar && from.get(JAVA_BYTE, PLANES) != 1) {
      throw new IOException(
          "%s spreads a picture over %d pieces of memory"
              .formatted(device, from.get(JAVA_BYTE, PLANES)));
    }
    var shape = type.multiplanar ? MULTI : SINGLE;
    return new ImageFormat(
        from.get(JAVA_INT, shape.fourcc),
        from.get(JAVA_INT, shape.width),
        from.get(JAVA_INT, shape.height),
        from.get(JAVA_INT, shape.bytesPerLine),
        from.get(JAVA_INT, shape.bytes),
        from.get(JAVA_INT, shape.colorspace),
        type.multiplanar
            ? from.get(JAVA_BYTE, MULTI_QUANTIZATION)
            : from.get(JAVA_INT, SINGLE_QUANTIZATION));
  }
}
