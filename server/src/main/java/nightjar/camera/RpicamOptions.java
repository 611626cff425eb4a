package nightjar.camera;

import java.time.Duration;
import java.util.Optional;

/// What is asked of a Raspberry Pi's own camera. Every value is a number or one of a list: no text
/// of a user's ever reaches a command line.
///
/// @param camera which of those attached, from 0
/// @param width a multiple of 64: the child writes rows as the hardware pads them
/// @param coding empty for raw pictures
public record RpicamOptions(
    int camera, int width, int height, double fps, Sensor sensor, Optional<Coding> coding) {
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

  /// How a scene of more contrast than the sensor takes at once is taken.
  public enum Hdr {
    OFF,
    AUTO,
    SENSOR,
    SINGLE_EXP
  }

  /// Who moves the lens, where one moves.
  public enum Autofocus {
    DEFAULT,
    MANUAL,
    AUTO,
    CONTINUOUS
  }

  /// Which part of the sensor is read, and how finely.
  ///
  /// @param bits a sample
  public record Mode(int width, int height, int bits) {
    public Mode {
      if (width < 64 || width > 9999 || height < 64 || height > 9999) {
        throw new IllegalArgumentException("a mode is 64 to 9999 pixels wide and high");
      }
      if (bits != 8 && bits != 10 && bits != 12 && bits != 14 && bits != 16) {
        throw new IllegalArgumentException("a mode has 8, 10, 12, 14 or 16 bits: " + bits);
      }
    }
  }

  /// What the sensor is told.
  ///
  /// @param rotation 0 or 180 degrees; it turns no other way
  /// @param mode empty for the system's choice
  public record Sensor(
      int rotation,
      Exposure exposure,
      WhiteBalance whiteBalance,
      NoiseReduction noiseReduction,
      Hdr hdr,
      Autofocus autofocus,
      Optional<Mode> mode) {
    public static final Sensor DEFAULT =
        new Sensor(
            0,
            Exposure.NORMAL,
            WhiteBalance.AUTO,
            NoiseReduction.AUTO,
            Hdr.OFF,
            Autofocus.DEFAULT,
            Optional.empty());

    public Sensor {
      if (rotation != 0 && rotation != 180) {
        throw new IllegalArgumentException("rotation must be 0 or 180: " + rotation);
      }
    }
  }

  /// H.264 made by the child, which nothing changes while it runs.
  ///
  /// @param bitrate bits a second
  public record Coding(int bitrate, Duration gop) {}

  public RpicamOptions {
    if (camera < 0 || camera > 3) {
      throw new IllegalArgumentException("camera must be 0 to 3: " + camera);
    }
    if (width % ROW != 0) {
      throw new IllegalArgumentException("width must be a multiple of 64: " + width);
    }
  }
}
