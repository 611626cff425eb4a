package nightjar.live;

import java.io.IOException;

/// A camera's off switch, for those who may use it. Any thread.
public interface Privacy {
  /// How the switch stands.
  ///
  /// @param reason for people: why it is off; empty when on
  /// @param until when its schedule ends this, in microseconds since 1970; 0 if only a person does
  record Stand(boolean on, String reason, long until) {
    public static final Stand ON = new Stand(true, "", 0);
  }

  /// @param changed it did not stand so before
  record Turned(Stand stand, boolean changed) {}

  Stand stand();

  /// Off holds until somebody switches on, over restarts too; on in a schedule's off time holds
  /// until that ends. Off is in force when this returns: no picture of before is left, and the
  /// source is closed within a second.
  ///
  /// @param who for people; may be empty
  /// @throws IOException it cannot be written down: on has not happened, off holds until a restart
  Turned set(boolean on, String who) throws IOException;
}
