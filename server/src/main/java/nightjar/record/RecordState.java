package nightjar.record;

/// How one rendition's recording is.
public sealed interface RecordState {
  /// The camera is off, or its mode says so.
  record Off() implements RecordState {}

  /// For something to happen, or for pictures.
  record Waiting() implements RecordState {}

  record Recording() implements RecordState {}

  /// @param reason for people
  record Paused(String reason) implements RecordState {}

  default String word() {
    return switch (this) {
      case Off _ -> "off";
      case Waiting _ -> "waiting";
      case Recording _ -> "recording";
      case Paused _ -> "paused";
    };
  }

  /// For people; empty when all is well.
  default String problem() {
    return this instanceof Paused(var reason) ? reason : "";
  }
}
