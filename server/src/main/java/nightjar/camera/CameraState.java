package nightjar.camera;

import java.util.List;

/// How a camera is doing, for people and for machines.
public sealed interface CameraState {
  /// Every word there is.
  List<String> WORDS = List.of("starting", "live", "stalled", "failed", "off");

  /// Opened, no picture yet.
  record Starting() implements CameraState {}

  record Live() implements CameraState {}

  /// No picture has come for too long; nothing has been done about it yet.
  record Stalled() implements CameraState {}

  /// Broken; it will be opened again.
  ///
  /// @param reason one line for people
  /// @param retryAt when it is opened again, in ticks of the clock
  record Failed(String reason, long retryAt) implements CameraState {}

  /// Switched off: nothing looks, and nothing is opened.
  ///
  /// @param reason for people, such as `by ana`
  record Off(String reason) implements CameraState {}

  /// The word used in the API and in metrics.
  default String word() {
    return switch (this) {
      case Starting _ -> "starting";
      case Live _ -> "live";
      case Stalled _ -> "stalled";
      case Failed _ -> "failed";
      case Off _ -> "off";
    };
  }
}
