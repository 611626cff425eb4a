package nightjar.alert;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What others may know of the house at any time, and do. Any thread.
public interface House {
  /// One camera.
  ///
  /// @param online it gives pictures
  /// @param motion something moves
  /// @param kinds words of objects that are there now, such as `person`
  record Eye(String camera, boolean online, boolean motion, Set<String> kinds) {
    public Eye {
      kinds = Set.copyOf(kinds);
    }
  }

  /// How the box is doing.
  ///
  /// @param well nothing is wrong
  /// @param words for people; empty when nothing is
  record Health(boolean well, String words) {}

  /// Names, in the order of the settings.
  List<String> cameras();

  Eye eye(String camera);

  Health health();

  HouseMode mode();

  /// @param by for people, such as `Home Assistant`
  void mode(HouseMode mode, String by);

  /// Somebody has taken note of an alert.
  ///
  /// @param by for people
  /// @return whether there is such an alert
  boolean acknowledge(long alert, String by);

  /// A JPEG of this moment; empty when the camera gives none. Takes up to some seconds.
  Optional<byte[]> picture(String camera) throws InterruptedException;

  /// Whom to tell that something of this may be another: at most a few times a second, on a thread
  /// that waits for nobody.
  void listen(Runnable changed);
}
