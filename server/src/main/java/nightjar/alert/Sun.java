package nightjar.alert;

import java.time.Instant;

/// Where the sun is, to a fraction of a degree: the low-precision formulas of the Astronomical
/// Almanac (US Naval Observatory, "Approximate Solar Coordinates", good to 0.01 degrees from 1950
/// to 2050).
public final class Sun {
  /// Its upper rim on the horizon, with 34' of refraction and half its width of 16'.
  private static final double RISES = -0.833; // degrees

  private static final double NOON_2000 = 946_728_000; // seconds since 1970

  private Sun() {}

  /// A place on earth, in degrees.
  ///
  /// @param latitude north is positive
  /// @param longitude east is positive
  public record Place(double latitude, double longitude) {
    public Place {
      if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
        throw new IllegalArgumentException(
            "latitude and longitude in degrees, such as \"52.52, 13.40\"");
      }
    }
  }

  public static boolean isUp(Instant at, Place place) {
    return height(at, place) > RISES;
  }

  /// Degrees above the horizon, of its middle, without refraction.
  static double height(Instant at, Place place) {
    double days = (at.toEpochMilli() / 1e3 - NOON_2000) / 86_400;
    double anomaly = Math.toRadians(357.529 + 0.98560028 * days);
    double mean = 280.459 + 0.98564736 * days;
    double longitude =
        Math.toRadians(mean + 1.915 * Math.sin(anomaly) + 0.020 * Math.sin(2 * anomaly));
    double tilt = Math.toRadians(23.439 - 0.00000036 * days);
    double declination = Math.asin(Math.sin(tilt) * Math.sin(longitude));
    double ascension =
        Math.atan2(Math.cos(tilt) * Math.sin(longitude), Math.cos(longitude)); // radians
    double sidereal = 15 * (18.697375 + 24.065709824279 * days); // degrees, at Greenwich
    double hour = Math.toRadians(sidereal + place.longitude) - ascension;
    double latitude = Math.toRadians(place.latitude);
    double sine =
        Math.sin(latitude) * Math.sin(declination)
            + Math.cos(latitude) * Math.cos(declination) * Math.cos(hour);
    return Math.toDegrees(Math.asin(sine));
  }
}
