package nightjar.record.store;

/// What may be wrong with the disk, worst first.
public enum Trouble {
  /// The store's folder is not there: its disk is not mounted.
  GONE,
  /// Another process has the store.
  BUSY,
  READ_ONLY,
  FAILING,
  FULL,
  /// The limit is reached, and all that is left is locked.
  KEPT,
  SLOW,
  NONE
}
