package nightjar.camera;

/// What is asked of a Raspberry Pi's own camera. Every value is a number or one of a list: no text
/// of a user's ever reaches a command line.
///
/// @param camera which of those attached, from 0
/// @param width a multiple of 64: the child writes rows as the hardware pads them
/// @param rotation 0 or 180 degrees; the sensor turns no other way
public record RpicamOptions(
    int camera,
    int width,
    int height,
    double fps,
    int rotation,
    Exposure exposure,
    WhiteBalance whiteBalance,
    NoiseReduction noiseReduction) {
  private static final int ROW = 64;

  /// How the sensor trades time for gain.
  public enum Exposure {
    NORMAL,
    SPORT,
    LONG
  }

  /// Which light is white.
  public enum WhiteBalance {
    AUTO,
    INCANDESCENT,
    TUNGSTEN,
    FLUORESCENT,
    INDOOR,
    DAYLIGHT,
    CLOUDY
  }

  /// How much noise is taken away before anybody sees the picture.
  public enum NoiseReduction {
    AUTO,
    OFF,
    CDN_OFF,
    CDN_FAST,
    CDN_HQ
  }

  public RpicamOptions {
    if (camera < 0 || camera > 3) {
      throw new IllegalArgumentException("camera must be 0 to 3: " + camera);
    }
    if (width % ROW != 0) {
      throw new IllegalArgumentException("width must be a multiple of 64: " + width);
    }
    if (rotation != 0 && rotation != 180) {
      throw new IllegalArgumentException("rotation must be 0 or 180: " + rotation);
    }
  }
}
