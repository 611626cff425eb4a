package nightjar;

import nightjar.detect.ObjectConfig;
import nightjar.http.ObjectDesk;

/// What recognises objects in one camera's pictures, as far as settings and the web are concerned.
/// Any thread.
interface ObjectEngine {
  /// As in [ObjectDesk.Stand], of a camera for which it is on.
  String state();

  /// For people; empty when there is nothing to say.
  String reason();

  ObjectDesk.Model model();

  ObjectDesk.Cost cost();

  /// In force from the next picture on.
  void set(ObjectConfig config);
}
