package nightjar.auth;

/// Where a request comes from.
///
/// @param address in text form, IPv6 without zone
/// @param agent the browser's description of itself; may be empty
public record Client(String address, String agent) {}
