package nightjar.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import nightjar.base.Clock;
import nightjar.base.FakeClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionClockTest {
  /// A clock whose wall somebody may set.
  private static final class SetClock implements Clock {
    final FakeClock running = new FakeClock();
    Duration off = Duration.ZERO;

    @Override
    public Instant wall() {
      return running.wall().plus(off);
    }

    @Override
    public long ticks() {
      return running.ticks();
    }

    @Override
    public void sleep(Duration howLong) throws InterruptedException {
      running.sleep(howLong);
    }
  }

  @TempDir Path dir;
  private final SetClock clock = new SetClock();

  private Auth open() throws IOException {
    return Auth.make(House.config(dir.resolve("data")), clock, CountedArgon2::new, true);
  }

  @Test
  void aClockThatStartsBehindSignsNobodyOutAtOnceNorNever() throws Exception {
    String cookie;
    try (var auth = open()) {
      cookie = auth.setUp(auth.setupCode(), "anna", House.PASSWORD, House.HOME).session();
    }
    clock.off = Duration.ofDays(-3000);
    try (var auth = open()) {
      assertTrue(auth.bySession(cookie).isPresent());
      for (int day = 0; day < 13; day++) {
        clock.running.pass(Duration.ofDays(1));
        auth.tick();
      }
      assertTrue(auth.bySession(cookie).isPresent());
    }
    try (var auth = open()) {
      clock.running.pass(Duration.ofDays(1));
      auth.tick();
      assertFalse(auth.bySession(cookie).isPresent(), "14 days of running, over two starts");
    }
  }

  @Test
  void aClockThatIsSetRightGoesOnAsIfNothingHadBeen() throws Exception {
    try (var auth = open()) {
      var cookie = auth.setUp(auth.setupCode(), "anna", House.PASSWORD, House.HOME).session();
      clock.off = Duration.ofDays(-3000);
      auth.tick();
      clock.running.pass(Duration.ofHours(1));
      auth.tick();
      clock.off = Duration.ZERO;
      assertTrue(auth.bySession(cookie).isPresent());
      clock.running.pass(Duration.ofDays(13));
      assertTrue(auth.bySession(cookie).isPresent(), "the hour behind is forgotten when seen");
    }
  }

  @Test
  void sessionsAreWrittenAtMostEveryTenMinutes() throws Exception {
    var file = dir.resolve("data/sessions.json");
    try (var auth = open()) {
      var cookie = auth.setUp(auth.setupCode(), "anna", House.PASSWORD, House.HOME).session();
      var before = Files.readString(file);
      for (int i = 0; i < 9; i++) {
        clock.running.pass(Duration.ofMinutes(1));
        auth.bySession(cookie);
        auth.tick();
        assertEquals(before, Files.readString(file));
      }
      clock.running.pass(Duration.ofMinutes(1));
      auth.tick();
      assertFalse(before.equals(Files.readString(file)));
    }
  }

  @Test
  void aBrokenFileIsNamed() throws Exception {
    open().close();
    var file = dir.resolve("data/sessions.json");
    for (var text : List.of("", "{}", "[]", "{\"version\":2,\"sessions\":[]}")) {
      Files.writeString(file, text);
      var e = assertThrows(IOException.class, this::open);
      assertTrue(String.valueOf(e.getMessage()).contains("sessions.json cannot be read"));
    }
  }
}
