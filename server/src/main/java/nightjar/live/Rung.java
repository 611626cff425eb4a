package nightjar.live;

import java.util.Locale;

/// How much of a camera a viewer is given, best first.
enum Rung {
  /// Every picture at full size.
  FULL,
  /// Every picture of a smaller rendition.
  SMALL,
  /// The IDRs alone, one at a time: each is sent when the one before has arrived.
  KEYS,
  /// JPEG pictures, one at a time and rarely: they need no encoder that runs all the time.
  STILLS;

  /// In the protocol.
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether pictures are sent one at a time, so that any connection can bear it.
  boolean oneAtATime() {
    return this == KEYS || this == STILLS;
  }
}
