package nightjar.playback;

/// More was asked for than is given at once.
public final class TooMuchException extends Exception {
  private static final long serialVersionUID = 1;

  private final String field;

  /// @param field of the request that is to blame
  /// @param message what would be right, to follow its name
  TooMuchException(String field, String message) {
    super(message);
    this.field = field;
  }

  public String field() {
    return field;
  }
}
