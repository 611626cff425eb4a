package nightjar.record;

import java.util.Locale;

/// Which of a camera's streams: its main one, or the smaller one of a network camera.
public enum Rendition {
  MAIN,
  SUB;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
