package nightjar.alert;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Takes what it is told to take, and notes it.
final class FakeChannel implements Channel {
  /// What it does with the next alert.
  interface Doing {
    String with(Alert alert) throws IOException, UndeliverableException, InterruptedException;
  }

  final List<Long> taken = Collections.synchronizedList(new ArrayList<>());
  final List<Boolean> pictured = Collections.synchronizedList(new ArrayList<>());
  volatile Doing doing = _ -> "nobody";
  private final String name;
  private final Duration patience;

  FakeChannel(String name, Duration patience) {
    this.name = name;
    this.patience = patience;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String kind() {
    return "fake";
  }

  @Override
  public Duration waitsForPicture() {
    return patience;
  }

  @Override
  public String send(Alert alert, Content content)
      throws IOException, UndeliverableException, InterruptedException {
    var by = doing.with(alert);
    pictured.add(content.picture().isPresent());
    taken.add(alert.id());
    return by;
  }
}
