package nightjar.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import nightjar.auth.RefusedException.Reason;
import org.junit.jupiter.api.Test;

class HashingTest {
  /// Says yes to all, when it is let; keeps what it was given.
  private static final class SlowArgon2 implements Argon2 {
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch let = new CountDownLatch(1);
    final AtomicInteger atOnce = new AtomicInteger();
    final List<byte[]> given = new ArrayList<>();

    @Override
    public String hash(byte[] password) {
      throw new AssertionError("not asked for here");
    }

    @Override
    public boolean verify(String encoded, byte[] password) {
      assertEquals(1, atOnce.incrementAndGet());
      given.add(password);
      begun.countDown();
      try {
        let.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      atOnce.decrementAndGet();
      return true;
    }
  }

  @Test
  void oneAtATimeAndNotTooManyWaiting() throws Exception {
    var argon2 = new SlowArgon2();
    var hashing = new Hashing(() -> argon2);
    var asked = new ArrayList<Future<Boolean>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      asked.add(threads.submit(() -> hashing.verify(Optional.of("x"), "secret")));
      argon2.begun.await();
      for (int i = 0; i < Hashing.MOST_WAITING; i++) {
        asked.add(threads.submit(() -> hashing.verify(Optional.of("x"), "secret")));
      }
      while (hashing.waiting() < Hashing.MOST_WAITING) {
        Thread.onSpinWait();
      }
      assertEquals(
          Reason.BUSY, House.refusal(() -> hashing.verify(Optional.of("x"), "one too many")));
      argon2.let.countDown();
      for (var answer : asked) {
        assertEquals(true, answer.get());
      }
    }
    assertEquals(Hashing.MOST_WAITING + 1, argon2.given.size());
    for (var password : argon2.given) {
      assertEquals("00".repeat("secret".length()), House.hex(password), "wiped");
    }
  }

  @Test
  void nobodysPasswordIsNeverRight() throws Exception {
    var argon2 = new SlowArgon2();
    argon2.let.countDown();
    assertFalse(new Hashing(() -> argon2).verify(Optional.empty(), "whatever"));
    assertEquals(1, argon2.given.size(), "but it was tried");
  }

  @Test
  void theRealOneTakesWhatNobodyHas() throws Exception {
    assertFalse(new Hashing(Libargon2::load).verify(Optional.empty(), "whatever"));
  }

  @Test
  void aMissingLibraryIsAskedForAgain() throws Exception {
    var tries = new AtomicInteger();
    var hashing =
        new Hashing(
            () -> {
              if (tries.incrementAndGet() == 1) {
                throw new IOException("not there");
              }
              return new CountedArgon2();
            });
    assertThrows(IOException.class, () -> hashing.hash("secret"));
    assertNotNull(hashing.hash("secret"));
  }
}
