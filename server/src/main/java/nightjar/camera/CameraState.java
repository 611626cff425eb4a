package nightjar.camera;

import java.time.Duration;

/// How a camera is doing, for people and for machines.
public sealed interface CameraState {
  /// Opened, no picture yet.
  record Starting() implements CameraState {}

  record Live() implements CameraState {}

  /// Broken; it will be opened again.
  ///
  /// @param reason one line for people
  /// @param retryIn until it is opened again
  record Failed(String reason, Duration retryIn) implements CameraState {}

  /// The word used in the API and in metrics.
  default String word() {
    return switch (this) {
      case Starting _ -> "starting";
      case Live _ -> "live";
      case Failed _ -> "failed";
    };
  }
}
