package nightjar.http;

/// Who may use a route. Every route has one; where its path names a camera, the caller must be
/// allowed to see that one as well.
enum Rule {
  /// No matter who, and whose page asks.
  ANYWHERE,
  /// No matter who.
  ANYONE,
  /// Whoever can read the setup code, while there is no administrator yet.
  SETUP,
  /// Who is about to sign in.
  LOGIN,
  /// Any account, about itself, in a browser: a token does not do.
  SELF,
  /// The same, having said its password within the last minutes.
  CONFIRMED,
  /// Viewers and up.
  VIEW,
  /// Operators and up.
  OPERATE,
  /// Administrators, in a browser.
  ADMINISTER,
  /// The same, having said their password within the last minutes.
  ADMINISTER_CONFIRMED,
  /// Administrators, and tokens made for it.
  METRICS
}
