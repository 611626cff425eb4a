package nightjar.event;

/// Is told of one camera's events as they begin and end. Called by the thread that looks at
/// pictures, under a lock: only notes it down.
public interface Witness {
  /// @param start ticks
  void begun(String event, long start);

  /// @param end ticks
  void ended(String event, long start, long end);

  Witness NONE =
      new Witness() {
        @Override
        public void begun(String event, long start) {}

        @Override
        public void ended(String event, long start, long end) {}
      };
}
