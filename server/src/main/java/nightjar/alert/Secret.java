package nightjar.alert;

/// A password, or a token: nothing shows it.
public record Secret(String text) {
  @Override
  public String toString() {
    return "Secret[not shown]";
  }
}
