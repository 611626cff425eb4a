package nightjar.alert;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// A way on which alerts leave, and one at a time: the outbox calls it on a thread of its own,
/// keeps what was not taken, and tries again.
public interface Channel extends AutoCloseable {
  /// As in the settings.
  String name();

  /// Such as `mqtt` or `mail`.
  String kind();

  /// How long it would rather wait for a picture that is still being taken.
  Duration waitsForPicture();

  /// Returns once somebody else answers for it.
  ///
  /// @return who that is, for people: such as `broker.lan`
  /// @throws IOException it may be taken later: the same will be sent again; a [LaterException]
  ///   names the time before which it would not be
  /// @throws UndeliverableException it will never be taken
  String send(Alert alert, Content content)
      throws IOException, UndeliverableException, InterruptedException;

  /// Whether it can send now, as far as it knows; empty when nothing is wrong, else for people.
  default String problem() {
    return "";
  }

  @Override
  default void close() {}

  /// What goes with an alert.
  interface Content {
    /// A JPEG; empty when there is none (yet).
    Optional<byte[]> picture();

    /// Where the page shows it, such as `https://nightjar.local:8443/#/alerts/12`; empty when the
    /// server does not know what it is called.
    String address();
  }
}
