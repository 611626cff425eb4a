package nightjar.alert;

/// A user of somebody else's.
public record Login(String user, Secret password) {
  @Override
  public String toString() {
    return "Login[not shown]";
  }
}
