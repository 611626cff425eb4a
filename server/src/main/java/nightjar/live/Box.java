package nightjar.live;

import java.util.function.IntSupplier;
import java.util.function.Supplier;

/// What this machine bears at the moment.
///
/// @param moving how many viewers are given moving pictures: those that came first
/// @param line why pictures are worse than set, for people; empty while they are not
public record Box(IntSupplier moving, Supplier<String> line) {
  /// Bears everything.
  public static final Box STRONG = new Box(() -> Integer.MAX_VALUE, () -> "");
}
