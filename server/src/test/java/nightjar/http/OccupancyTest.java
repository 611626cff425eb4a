package nightjar.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nightjar.base.FakeClock;
import org.junit.jupiter.api.Test;

/// Who holds a place, and who has to go.
class OccupancyTest {
  private final FakeClock clock = new FakeClock();
  private final Occupancy places =
      new Occupancy(
          new Occupancy.Limits(3, 2, Duration.ofSeconds(15), Duration.ofSeconds(60)), clock);

  private static SocketAddress at(int port) {
    return InetSocketAddress.createUnresolved("x", port);
  }

  @Test
  void oneAddressHasItsShareOnly() {
    assertEquals(Optional.empty(), places.opened(at(1), "a"));
    assertEquals(Optional.empty(), places.opened(at(2), "a"));
    assertEquals(Optional.of(at(3)), places.opened(at(3), "a"));
    places.closed(at(1));
    assertEquals(Optional.empty(), places.opened(at(4), "a"));
  }

  @Test
  void whoNeverAskedGoesForWhoComes() {
    places.opened(at(1), "a");
    places.asked(at(1));
    places.answered(at(1));
    clock.pass(Duration.ofSeconds(1));
    places.opened(at(2), "b");
    places.opened(at(3), "c");
    assertEquals(Optional.of(at(2)), places.opened(at(4), "d"));
    assertEquals(3, places.count());
  }

  @Test
  void waitingAndAnsweringEnd() {
    places.opened(at(1), "a");
    places.opened(at(2), "b");
    places.opened(at(3), "c");
    places.asked(at(2));
    places.upgraded(at(3));
    clock.pass(Duration.ofSeconds(16));
    assertEquals(List.of(at(1)), places.overdue());
    clock.pass(Duration.ofSeconds(45));
    assertEquals(List.of(at(1), at(2)), places.overdue());
  }
}
