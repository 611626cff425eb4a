package nightjar.filter;

import java.util.List;
import java.util.Optional;

/// What is done to a camera's pictures, in the order given here.
///
/// There is no third option for top-bottom: that is `HALF` and `mirror` together.
///
/// @param mirror left and right change places, after turning
/// @param masks burnt in after turning; at most 32
/// @param overlay drawn over everything else
public record FilterConfig(Turn turn, boolean mirror, List<Mask> masks, Optional<Overlay> overlay) {
  /// Pictures stay as they are.
  public static final FilterConfig NONE =
      new FilterConfig(Turn.NONE, false, List.of(), Optional.empty());

  private static final int MOST_MASKS = 32;

  public FilterConfig {
    masks = List.copyOf(masks);
    if (masks.size() > MOST_MASKS) {
      throw new IllegalArgumentException(
          "a camera has at most %d masks: %d".formatted(MOST_MASKS, masks.size()));
    }
  }

  /// The same but for the turn.
  public FilterConfig with(Turn other) {
    return new FilterConfig(other, mirror, masks, overlay);
  }
}
