package nightjar.playback;

import java.util.Collection;

/// More was asked for than is given at once.
public final class TooMuchException extends Exception {
  private static final long serialVersionUID = 1;

  private final String field;

  /// @param field of the request that is to blame
  /// @param message what would be right, to follow its name
  private TooMuchException(String field, String message) {
    super(message);
    this.field = field;
  }

  static void unlessAtMost(int most, Collection<?> files) throws TooMuchException {
    if (files.size() > most) {
      throw new TooMuchException(
          "to", "must be nearer: there are more than " + most + " files until then");
    }
  }

  public String field() {
    return field;
  }
}
