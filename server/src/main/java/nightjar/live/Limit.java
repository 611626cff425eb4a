package nightjar.live;

import java.util.Locale;

/// What keeps a viewer from being given more.
enum Limit {
  NONE,
  /// Its connection.
  NETWORK,
  /// The picture is small on its screen.
  SCREEN,
  /// Its browser does not keep up.
  CLIENT,
  /// This machine does not bear more.
  BOX,
  /// It wants no more.
  ASKED,
  /// The camera has nothing else.
  CAMERA;

  /// In the protocol.
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
