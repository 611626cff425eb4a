package nightjar.alert;

import java.time.Duration;
import java.util.Set;

/// What a rule is about.
public sealed interface What {
  /// Something moves.
  ///
  /// @param zone empty for anywhere
  record Motion(String zone) implements What {}

  /// Something is there.
  ///
  /// @param kinds words of objects
  /// @param zone empty for anywhere
  /// @param stays it must stand still
  /// @param longer for so long
  record Thing(Set<String> kinds, String zone, boolean stays, Duration longer) implements What {
    public Thing {
      kinds = Set.copyOf(kinds);
    }
  }

  /// Something crosses a line in the picture of one camera.
  ///
  /// @param kinds words of objects; empty for anything that moves
  record Line(Set<String> kinds, Crossing.Line line, Way way) implements What {
    public Line {
      kinds = Set.copyOf(kinds);
    }
  }

  /// Which side it comes to, seen from the line's first end to its second.
  enum Way {
    ANY,
    LEFT,
    RIGHT;

    boolean includes(Way side) {
      return this == ANY || this == side;
    }
  }

  /// A camera gives no picture.
  record NoPicture(Duration longer) implements What {}

  /// Footage or events cannot be written down.
  record DiskTrouble() implements What {}

  /// The box is too hot.
  record Heat() implements What {}

  /// Logins failed.
  ///
  /// @param count within [Conditions#LOGINS_WITHIN]
  record FailedLogins(int count) implements What {}

  /// Whether it is of what happens before cameras, and so of modes.
  default boolean isScene() {
    return switch (this) {
      case Motion _, Thing _, Line _ -> true;
      case NoPicture _, DiskTrouble _, Heat _, FailedLogins _ -> false;
    };
  }
}
