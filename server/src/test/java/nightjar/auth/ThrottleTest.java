package nightjar.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nightjar.auth.Throttle.Admission.Admitted;
import nightjar.auth.Throttle.Admission.Locked;
import nightjar.auth.Throttle.Attempt;
import nightjar.auth.Throttle.Gate;
import nightjar.auth.Throttle.Kind;
import nightjar.base.FakeClock;
import org.junit.jupiter.api.Test;

class ThrottleTest {
  private final FakeClock clock = new FakeClock();
  private final Throttle throttle = new Throttle(clock);
  private final List<Gate> both = List.of(Kind.ACCOUNT_AT_ADDRESS.of("a@x"), Kind.ADDRESS.of("x"));

  private Attempt begin(List<Gate> gates) {
    return assertInstanceOf(Admitted.class, throttle.begin(gates)).attempt();
  }

  private Locked locked(List<Gate> gates) {
    return assertInstanceOf(Locked.class, throttle.begin(gates));
  }

  @Test
  void manyAtOnceGetNoMoreThanTheFreeOnes() {
    var attempts = new ArrayList<Attempt>();
    for (int i = 0; i < 5; i++) {
      attempts.add(begin(both));
    }
    assertEquals(Duration.ofSeconds(1), locked(both).retryIn());
    attempts.forEach(Attempt::failed);
    assertEquals(Duration.ofSeconds(30), locked(both).retryIn());
  }

  @Test
  void isNewsOncePerLock() {
    for (int i = 0; i < 5; i++) {
      begin(both).failed();
    }
    assertTrue(locked(both).news());
    assertFalse(locked(both).news());
    clock.pass(Duration.ofSeconds(30));
    begin(both).failed();
    assertTrue(locked(both).news());
    assertFalse(locked(both).news());
  }

  @Test
  void successForgivesTheAccountAtTheAddressAndNotTheAddress() {
    for (int i = 0; i < 4; i++) {
      begin(both).failed();
    }
    begin(both).succeeded();
    for (int i = 0; i < 15; i++) {
      begin(List.of(Kind.ADDRESS.of("x"))).failed();
    }
    begin(both).close();
    begin(List.of(Kind.ADDRESS.of("x"))).failed();
    assertEquals(Duration.ofSeconds(30), locked(both).retryIn(), "20 failures of the address");
  }

  /// A password that is right, without a code: a success would have forgiven it, and nothing else
  /// counts it.
  @Test
  void whatStopsHalfWayCountsWhereGoingOnForgives() {
    for (int i = 0; i < 5; i++) {
      begin(both).stopped();
    }
    assertEquals(Duration.ofSeconds(30), locked(both).retryIn());
    assertEquals(0, throttle.size(Kind.ADDRESS));
    clock.pass(Duration.ofSeconds(30));
    begin(both).succeeded();
    assertEquals(0, throttle.size(Kind.ACCOUNT_AT_ADDRESS));
  }

  @Test
  void anAddressRefills() {
    var address = List.of(Kind.ADDRESS.of("x"));
    for (int i = 0; i < 20; i++) {
      begin(address).failed();
    }
    locked(address);
    clock.pass(Duration.ofHours(12));
    for (int i = 0; i < 10; i++) {
      begin(address).failed();
    }
    locked(address);
  }

  @Test
  void anAttemptEndsOnce() {
    var attempt = begin(both);
    attempt.failed();
    attempt.close();
    attempt.succeeded();
    for (int i = 0; i < 4; i++) {
      begin(both).failed();
    }
    locked(both);
  }

  @Test
  void whatIsLockedAtOneGateCountsAtNone() {
    for (int i = 0; i < 5; i++) {
      begin(List.of(Kind.DEVICE.of("d"))).failed();
    }
    for (int i = 0; i < 50; i++) {
      locked(List.of(Kind.DEVICE.of("d"), Kind.ADDRESS.of("y")));
    }
    assertEquals(0, throttle.size(Kind.ADDRESS));
  }

  @Test
  void tablesAreBounded() {
    for (int i = 0; i < 3 * Throttle.LARGEST; i++) {
      begin(List.of(Kind.ADDRESS.of("10.0." + i))).failed();
    }
    assertEquals(Throttle.LARGEST, throttle.size(Kind.ADDRESS));
  }
}
