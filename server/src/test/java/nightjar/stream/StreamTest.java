package nightjar.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import nightjar.base.SlabPool;
import nightjar.media.AccessUnit;
import nightjar.media.MediaTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Pictures are written I for an IDR and p for any other, a second apart, each a byte that is its
/// number; what a reader gets is written the same way, with the count of what it missed in
/// brackets.
class StreamTest {
  private static final Duration AT_ONCE = Duration.ZERO;

  private final SlabPool pool = new SlabPool(1 << 20);
  private Stream stream = stream(1 << 20, 1000);
  private long number;

  private Stream stream(long bytes, long seconds) {
    return new Stream(
        new JpegPackaging(),
        Prefix.NONE,
        pool,
        new Stream.Bounds(bytes, Duration.ofSeconds(seconds)));
  }

  @AfterEach
  void everythingGoesBack() {
    stream.close();
    assertEquals(0, pool.heldBytes());
    assertEquals(0, stream.bytes());
  }

  @Test
  void nothingIsOfUseBeforeAnIdr() throws Exception {
    assertEquals("", publish("ppp"));
    assertEquals("Ip", publish("Ip"));
  }

  @Test
  void joinsAtTheNewestIdr() throws Exception {
    publish("IpppIpp");
    assertEquals("Ipp", drain(stream.subscribe()));
  }

  @Test
  void readersGetTheSameBytes() throws Exception {
    publish("Ip");
    var one = unit(stream.subscribe());
    var other = unit(stream.subscribe());
    assertEquals(one.slab(), other.slab());
    one.release();
    other.release();
  }

  @Test
  void keepsWholeGopsUntilTheyLastLongEnough() throws Exception {
    stream = stream(1 << 20, 3);
    var slow = stream.subscribe();
    publish("IppIp"); // the second GOP lasts 1 s: the first stays
    assertEquals(5, stream.bytes());
    publish("pp"); // now 3 s
    assertEquals(4, stream.bytes());
    assertEquals("Ippp", drain(slow));
  }

  @Test
  void keepsNoMoreBytesThanItMay() throws Exception {
    stream = stream(6, 1000);
    publish("IppIpp");
    assertEquals(6, stream.bytes());
    publish("I");
    assertEquals(4, stream.bytes());
  }

  @Test
  void aGopLargerThanTheBoundIsDroppedUntilTheNextIdr() throws Exception {
    stream = stream(3, 1000);
    var reader = stream.subscribe();
    assertEquals("Ipp", publish("Ipppp")); // the fourth picture found no room
    assertEquals(0, stream.bytes());
    publish("I");
    assertEquals("I", drain(reader));
  }

  @Test
  void aSlowReaderIsToldAndResumesAtAnIdr() throws Exception {
    stream = stream(4, 1000);
    var slow = stream.subscribe();
    publish("Ip");
    unit(slow).release();
    publish("IppIppIp");
    assertEquals("(7)Ip", drain(slow));
  }

  @Test
  void anInterruptionForgetsThePast() throws Exception {
    var reader = stream.subscribe();
    publish("Ipp");
    unit(reader).release();
    stream.interrupt();
    assertEquals("Ip", publish("pIp"));
    assertEquals("(3)Ip", drain(reader));
    assertEquals("Ip", drain(stream.subscribe()));
  }

  @Test
  void aReaderMaySkipToTheLiveEdge() throws Exception {
    var reader = stream.subscribe();
    publish("Ipp");
    assertNull(reader.skipToNewestIdr());
    unit(reader).release();
    publish("pIp");
    assertEquals(new Delivery.Skipped(3, Duration.ofSeconds(4)), reader.skipToNewestIdr());
    assertNull(reader.skipToNewestIdr());
    assertEquals("Ip", drain(reader));
  }

  @Test
  void aTrailingReaderStartsSoFarBack() throws Exception {
    var reader = stream.subscribe();
    reader.trail();
    publish("IppIpIpp");
    assertEquals("", drain(reader));
    assertEquals(0, reader.follow(Duration.ofSeconds(3)));
    assertEquals("IpIpp", drain(reader));
  }

  @Test
  void aTrailingReaderStartsAtTheOldestThereIs() throws Exception {
    stream = stream(1 << 20, 2);
    var reader = stream.subscribe();
    reader.trail();
    publish("IppIppp");
    reader.follow(Duration.ofDays(1));
    assertEquals("Ippp", drain(reader));
  }

  @Test
  void aTrailingReaderIsNotGivenWhatItHad() throws Exception {
    var reader = stream.subscribe();
    publish("Ipp");
    assertEquals("Ipp", drain(reader));
    reader.trail();
    publish("pIp");
    assertEquals("", drain(reader));
    assertEquals(1, reader.follow(Duration.ofDays(1)));
    assertEquals("Ip", drain(reader));
    reader.trail();
    assertEquals(0, reader.follow(Duration.ofDays(1)));
    publish("pI");
    assertEquals("pI", drain(reader));
  }

  @Test
  void whatIsPutBackIsGivenAgain() throws Exception {
    var reader = stream.subscribe();
    publish("Ip");
    assertEquals("Ip", drain(reader));
    publish("I");
    unit(reader).release();
    reader.putBack();
    reader.trail();
    publish("p");
    assertEquals(0, reader.follow(Duration.ofDays(1)));
    assertEquals("Ip", drain(reader));
  }

  @Test
  void aTrailingReaderCanBeWoken() throws Exception {
    var reader = stream.subscribe();
    reader.trail();
    publish("Ip");
    reader.wake();
    assertInstanceOf(Delivery.Woken.class, reader.next(Duration.ofDays(1)));
    reader.follow(Duration.ZERO);
    stream.interrupt();
    publish("Ip");
    assertEquals("(2)Ip", drain(reader));
  }

  @Test
  void knowsHowFarAReaderIsBehind() throws Exception {
    var reader = stream.subscribe();
    publish("Ippp");
    assertEquals(Duration.ZERO, reader.behind()); // not started
    unit(reader).release();
    assertEquals(Duration.ofSeconds(3), reader.behind());
    unit(reader).release();
    assertEquals(Duration.ofSeconds(2), reader.behind());
    unit(reader).release();
    assertEquals(Duration.ZERO, reader.behind()); // what it gets next is the newest
    drain(reader);
    assertEquals(Duration.ZERO, reader.behind());
  }

  @Test
  void countsReadersThatWantEveryPicture() {
    var one = stream.subscribe();
    var two = stream.subscribe();
    one.wantEvery(true);
    one.wantEvery(true);
    two.wantEvery(true);
    assertEquals(2, stream.eagerReaders());
    one.wantEvery(false);
    two.close();
    two.close();
    two.wantEvery(true);
    assertEquals(0, stream.eagerReaders());
  }

  @Test
  void countsItsReaders() {
    var one = stream.subscribe();
    var other = stream.subscribe();
    assertEquals(2, stream.readers());
    one.close();
    one.close();
    assertEquals(1, stream.readers());
    other.close();
    assertEquals(0, stream.readers());
  }

  @Test
  void wakingReturnsAtOnce() throws Exception {
    var reader = stream.subscribe();
    reader.wake();
    assertInstanceOf(Delivery.Woken.class, reader.next(Duration.ofDays(1)));
  }

  @Test
  void closingEndsReadersThatWait() throws Exception {
    var reader = stream.subscribe();
    var got = new AtomicReference<Delivery>();
    var waiting = new CountDownLatch(1);
    var thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  waiting.countDown();
                  try {
                    got.set(reader.next(Duration.ofDays(1)));
                  } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                  }
                });
    waiting.await();
    stream.close();
    thread.join();
    assertInstanceOf(Delivery.Ended.class, got.get());
  }

  @Test
  void aNewInitSegmentComesBeforeItsFirstFragment() throws Exception {
    var packaging = new JpegWithInit(init("a"));
    try (var changing =
        new Stream(packaging, Prefix.NONE, pool, new Stream.Bounds(1 << 20, Duration.ofDays(1)))) {
      var reader = changing.subscribe();
      changing.publish(unit('I'));
      changing.publish(unit('p'));
      assertEquals("<a>Ip", drain(reader));
      packaging.become(init("b"));
      changing.publish(unit('I'));
      assertEquals("<b>I", drain(reader));
      assertEquals("<b>I", drain(changing.subscribe()));
    }
  }

  /// Whatever is published and however readers read: order, no gap untold, nothing but an IDR after
  /// one, and every byte as published.
  @Test
  void anyOrderOfPublishingAndReading() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      stream.close();
      number = 0;
      stream = stream(1 + random.nextInt(20), 1 + random.nextInt(10));
      var readers = new CheckedReader[] {new CheckedReader(seed), new CheckedReader(seed)};
      for (int i = 0; i < 200; i++) {
        switch (random.nextInt(14)) {
          case 0 -> publish("I");
          case 1, 2, 3, 4 -> publish("p");
          case 5 -> readers[0].reader.skipToNewestIdr();
          case 6 -> stream.interrupt();
          case 7 -> readers[0].reader.trail();
          case 8 -> readers[0].reader.follow(Duration.ofSeconds(random.nextInt(12)));
          default -> readers[random.nextInt(2)].read();
        }
        assertTrue(stream.bytes() <= 20, "-Dseed=" + seed);
      }
    }
  }

  private final class CheckedReader {
    private final Stream.Reader reader = stream.subscribe();
    private final String seed;
    private long last = -1;

    CheckedReader(long seed) {
      this.seed = "-Dseed=" + seed;
    }

    void read() throws InterruptedException {
      if (!(reader.next(AT_ONCE) instanceof Delivery.Unit(var fragment))) {
        return;
      }
      assertTrue(fragment.sequence() > last, seed);
      assertTrue(fragment.idr() || fragment.sequence() == last + 1, seed);
      assertEquals((byte) fragment.sequence(), fragment.bytes().get(), seed);
      last = fragment.sequence();
      fragment.release();
    }
  }

  private static Init init(String codec) {
    return new Init(codec, 2, 2, ByteBuffer.wrap(new byte[] {1}), null);
  }

  /// Publishes, and returns what was of use.
  private String publish(String gops) throws IOException {
    var kept = new StringBuilder();
    for (char kind : gops.toCharArray()) {
      if (stream.publish(unit(kind))) {
        kept.append(kind);
      }
    }
    return kept.toString();
  }

  private AccessUnit unit(char kind) {
    long n = number++;
    var bytes = MemorySegment.ofArray(new byte[] {(byte) n});
    return new AccessUnit(bytes, kind == 'I', MediaTime.video(n * 90_000), n, 90_000);
  }

  private static Fragment unit(Stream.Reader reader) throws InterruptedException {
    return assertInstanceOf(Delivery.Unit.class, reader.next(AT_ONCE)).fragment();
  }

  private static String drain(Stream.Reader reader) throws InterruptedException {
    var got = new StringBuilder();
    while (true) {
      switch (reader.next(AT_ONCE)) {
        case Delivery.Starts(var init) -> got.append('<').append(init.codec()).append('>');
        case Delivery.Unit(var fragment) -> {
          assertEquals((byte) fragment.captured(), fragment.bytes().get());
          got.append(fragment.idr() ? 'I' : 'p');
          fragment.release();
        }
        case Delivery.Skipped(long missed, _) -> got.append('(').append(missed).append(')');
        case Delivery.Woken _, Delivery.Ended _ -> {
          return got.toString();
        }
      }
    }
  }
}
