package nightjar.live;

/// One viewer's place among all, first come, first served: a machine that does not bear moving
/// pictures for everybody gives them to those who came first.
interface Place {
  /// Looks on; does nothing when it already does.
  void take();

  /// Looks away, or is gone.
  void leave();

  /// Whether moving pictures are borne for this viewer.
  boolean isBorne();
}
