package nightjar.detect;

/// How a family of models says what it sees. Reused; one thread.
sealed interface Head permits SsdHead, FinishedHead, YoloHead {
  /// Reads a model's outputs.
  ///
  /// @param least score
  void read(float least, Candidates into);
}
