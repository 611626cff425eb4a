package nightjar.v4l2;

import static nightjar.v4l2.Videodev2.V4L2_COLORSPACE_JPEG;
import static nightjar.v4l2.Videodev2.V4L2_QUANTIZATION_DEFAULT;
import static nightjar.v4l2.Videodev2.V4L2_QUANTIZATION_FULL_RANGE;

/// What the images in a queue look like: as asked for, or as the device made of it.
///
/// @param fourcc V4L2_PIX_FMT_*
/// @param bytesPerLine of luma, or of all samples where they are interleaved; 0: the device says
/// @param bytes memory of one image; 0: the device says
/// @param colorspace V4L2_COLORSPACE_*
/// @param quantization V4L2_QUANTIZATION_*
public record ImageFormat(
    int fourcc,
    int width,
    int height,
    int bytesPerLine,
    int bytes,
    int colorspace,
    int quantization) {
  public static ImageFormat of(int fourcc, int width, int height) {
    return new ImageFormat(fourcc, width, height, 0, 0, 0, 0);
  }

  public ImageFormat withBytes(int bytes) {
    return new ImageFormat(fourcc, width, height, bytesPerLine, bytes, colorspace, quantization);
  }

  public ImageFormat withColorspace(int colorspace) {
    return new ImageFormat(fourcc, width, height, bytesPerLine, bytes, colorspace, quantization);
  }

  /// Whether luma goes from 0 to 255 rather than from 16 to 235, for formats of luma and chroma.
  public boolean fullRange() {
    return quantization == V4L2_QUANTIZATION_DEFAULT
        ? colorspace == V4L2_COLORSPACE_JPEG
        : quantization == V4L2_QUANTIZATION_FULL_RANGE;
  }
}
