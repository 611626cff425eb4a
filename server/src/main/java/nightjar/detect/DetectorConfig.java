package nightjar.detect;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How much is asked of a model, and of which.
///
/// @param model empty for the one that comes along
/// @param labels of `model`, a line each
/// @param rate questions a second, of all cameras together; empty for what suits the machine
/// @param threads of each question
/// @param idle so long after the last question the model's memory is given back
public record DetectorConfig(
    Optional<Path> model,
    Optional<Path> labels,
    Optional<Double> rate,
    int threads,
    Duration idle) {
  /// Questions a second that suit any machine but a small board.
  public static final double USUAL_RATE = 4;

  public static final DetectorConfig STANDARD =
      new DetectorConfig(
          Optional.empty(), Optional.empty(), Optional.empty(), 1, Duration.ofMinutes(5));
}
