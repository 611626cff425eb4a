package nightjar.event;

/// What finds motion, as far as a replay knows it: one that is new for each replay.
public interface Judge {
  /// Something is kept from here on; nothing is known of what was between.
  ///
  /// @param known planes that the engine gave when this was recorded, as it gave them
  void begin(int columns, int rows, int[][] known, long ticks);

  /// @param blocks means in sixteenths of a level; valid during the call
  /// @param at microseconds since 1970
  Moment look(int[] blocks, long ticks, long at);
}
