package nightjar.live;

import java.time.Duration;

/// How the camera is doing, in the protocol's words.
///
/// @param state `starting`, `live` or `failed`
/// @param reason for people; may be empty
/// @param retryIn until the next try, zero if none is due
public record Health(String state, String reason, Duration retryIn) {}
