package nightjar;

import nightjar.detect.ObjectConfig;
import nightjar.http.ObjectDesk;

/// Recognises nothing: of a camera whose pictures nobody looks at yet.
final class WaitingObjects implements ObjectEngine {
  @Override
  public String state() {
    return "missing";
  }

  @Override
  public String reason() {
    return "Nothing is looked at yet.";
  }

  @Override
  public ObjectDesk.Model model() {
    return ObjectDesk.Model.NONE;
  }

  @Override
  public ObjectDesk.Cost cost() {
    return new ObjectDesk.Cost(0, 0, 0);
  }

  @Override
  public void set(ObjectConfig config) {}
}
