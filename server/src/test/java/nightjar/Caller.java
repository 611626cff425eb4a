package nightjar;

/// Who may ask: each kind of account, token and stranger that the rules tell apart. All but the
/// first exist once there is an administrator.
enum Caller {
  BEFORE_SETUP,
  NOBODY,
  VIEWER,
  /// A viewer of the camera `back` alone.
  BACK_VIEWER,
  OPERATOR,
  /// An operator of the camera `back` alone.
  BACK_OPERATOR,
  ADMINISTRATOR,
  /// An administrator who signed in more than ten minutes ago.
  UNCONFIRMED,
  /// Tokens of another administrator, with one scope each.
  VIEW_TOKEN,
  OPERATE_TOKEN,
  METRICS_TOKEN,
  /// A token to view and operate, whose owner has become a viewer since.
  VIEWERS_TOKEN,
  EXPIRED_TOKEN,
  /// The cookie of a session that was ended.
  ENDED_SESSION;

  boolean seesFront() {
    return this != BACK_VIEWER && this != BACK_OPERATOR;
  }
}
