package nightjar.auth;

/// Cookies that a login came with; empty when there was none.
public record Presented(String session, String device) {
  public static final Presented NOTHING = new Presented("", "");
}
