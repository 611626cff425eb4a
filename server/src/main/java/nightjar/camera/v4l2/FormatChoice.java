package nightjar.camera.v4l2;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nightjar.camera.V4l2Options.Format;
import nightjar.v4l2.Formats;
import nightjar.v4l2.Rate;
import nightjar.v4l2.Rates;
import nightjar.v4l2.Videodev2;

/// Which of a camera's formats to ask for, and at which rate.
record FormatChoice(int fourcc, Rate rate) {
  private static final double ENOUGH = 0.9; // of the rate asked for

  /// A format that comes in the size asked for.
  ///
  /// @param rates in that size
  record Candidate(int fourcc, Rates rates) {}

  /// In the order of what they cost, least first.
  static List<Integer> fourccs(Format wanted) {
    return switch (wanted) {
      case AUTO ->
          List.of(
              Videodev2.V4L2_PIX_FMT_NV12,
              Videodev2.V4L2_PIX_FMT_YUYV,
              Videodev2.V4L2_PIX_FMT_MJPEG,
              Videodev2.V4L2_PIX_FMT_JPEG);
      case MJPEG -> List.of(Videodev2.V4L2_PIX_FMT_MJPEG, Videodev2.V4L2_PIX_FMT_JPEG);
      case YUYV -> List.of(Videodev2.V4L2_PIX_FMT_YUYV);
      case NV12 -> List.of(Videodev2.V4L2_PIX_FMT_NV12);
      case H264 -> List.of(Videodev2.V4L2_PIX_FMT_H264);
    };
  }

  /// The first that gives the rate, or nearly; where none does, the one that comes nearest.
  ///
  /// @param candidates of the formats wanted, in any order
  /// @return empty when there is no candidate
  static Optional<FormatChoice> of(Format wanted, double fps, List<Candidate> candidates) {
    var order = fourccs(wanted);
    var choices = new ArrayList<FormatChoice>();
    candidates.stream()
        .filter(candidate -> order.contains(candidate.fourcc))
        .sorted(Comparator.comparingInt(candidate -> order.indexOf(candidate.fourcc)))
        .forEach(c -> choices.add(new FormatChoice(c.fourcc, c.rates.nearest(fps))));
    return choices.stream()
        .filter(choice -> choice.rate.fps() >= fps * ENOUGH)
        .findFirst()
        .or(() -> choices.stream().max(Comparator.comparingDouble(choice -> choice.rate.fps())));
  }

  /// What a camera offers that could be asked for, for people: `YUYV 640x480; MJPG 1920x1080`.
  /// Where that is nothing, the names of what else it offers.
  static String words(List<Formats.Offered> offered) {
    var known =
        Stream.of(Format.AUTO, Format.H264).flatMap(format -> fourccs(format).stream()).toList();
    var usable = offered.stream().filter(format -> known.contains(format.fourcc())).toList();
    return usable.isEmpty()
        ? "only " + join(", ", offered, format -> Videodev2.letters(format.fourcc()))
        : join(
            "; ",
            usable,
            format -> Videodev2.letters(format.fourcc()) + " " + format.sizes().words());
  }

  private static String join(
      String between, List<Formats.Offered> formats, Function<Formats.Offered, String> words) {
    return formats.stream().map(words).collect(Collectors.joining(between));
  }
}
