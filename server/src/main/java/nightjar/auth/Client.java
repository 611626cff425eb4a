package nightjar.auth;

/// Where a request comes from.
///
/// @param address in text form, IPv6 without zone
/// @param agent the browser's description of itself, its beginning, as far as it can be shown; may
///   be empty
public record Client(String address, String agent) {
  private static final int LONGEST_AGENT = 200;

  public Client {
    var shown = agent.replaceAll("[^ -~]", "?");
    agent = shown.substring(0, Math.min(shown.length(), LONGEST_AGENT));
  }
}
