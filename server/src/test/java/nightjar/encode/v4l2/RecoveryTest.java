package nightjar.encode.v4l2;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import nightjar.base.FakeClock;
import nightjar.container.fmp4.Ffmpeg;
import nightjar.encode.EncodeSettings;
import nightjar.encode.Encoding;
import nightjar.encode.Publisher;
import nightjar.media.AccessUnit;
import nightjar.media.Colour;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An encoder that fails is closed and opened again by [Encoding], which knows nothing of it.
class RecoveryTest {
  private static final PictureFormat FORMAT = new PictureFormat(64, 48, 10, Colour.SYCC);

  @TempDir Path dev;
  private final FakeClock clock = new FakeClock();
  private final FakeCodec codec = new FakeCodec(clock);
  private final List<byte[]> units = Collections.synchronizedList(new ArrayList<>());
  private final StringBuffer log = new StringBuffer();

  @Test
  void anEncoderThatHungOrBrokeIsOpenedAgain() throws Exception {
    Files.createFile(dev.resolve("video11"));
    var budget = new MacroblockBudget(MacroblockBudget.LEVEL_4_0);
    var encoders = V4l2Encoders.find(dev, codec, budget, clock).orElseThrow();
    try (var pool = new PicturePool(FORMAT, 1);
        var encoding =
            new Encoding(
                "test",
                new EncodeSettings(100_000, 10, Duration.ofSeconds(2)),
                encoders,
                () -> 1,
                new Output(),
                clock,
                clock.ticks())) {
      encoding.start();
      offer(encoding, pool, 3);
      codec.hangs = true;
      offer(encoding, pool, 1);
      assertEquals(Optional.of(dev + "/video11 coded no picture for 2 s"), encoding.problem());
      codec.hangs = false;
      offer(encoding, pool, 3);
      codec.failQueueing = 2;
      codec.failWith = -22;
      offer(encoding, pool, 4);
      assertEquals(Optional.empty(), encoding.problem());
      encoding.use(new EncodeSettings(200_000, 10, Duration.ofSeconds(2)));
      offer(encoding, pool, 2);
      assertEquals("|Ipp||Ippp||IpIp", log.toString());
      assertEquals(2, encoding.counts().failures.get());
      assertEquals(1, codec.shared.open.get());
    }
    assertEquals(0, codec.shared.open.get());
    assertEquals(0, budget.inUse());
    assertEquals(units.size(), Ffmpeg.decodeAnnexB(units).size());
  }

  private void offer(Encoding encoding, PicturePool pool, int pictures) throws Exception {
    for (int i = 0; i < pictures; i++) {
      clock.pass(Duration.ofMillis(100));
      var picture = pool.take();
      picture.memory().fill((byte) (40 + 3 * units.size()));
      picture.stamp(clock.ticks(), 0);
      encoding.offer(picture);
      picture.release();
      awaitIdle(pool);
    }
  }

  /// There is one picture, so it can be had again only when the encoder has let it go.
  private static void awaitIdle(PicturePool pool) throws InterruptedException {
    for (int tries = 0; tries < 20_000; tries++) {
      var picture = pool.take();
      if (picture != null) {
        picture.release();
        return;
      }
      Thread.sleep(1);
    }
    throw new AssertionError("the encoder keeps the picture");
  }

  private final class Output implements Publisher {
    @Override
    public boolean publish(AccessUnit unit) {
      units.add(unit.data().toArray(JAVA_BYTE));
      log.append(unit.idr() ? 'I' : 'p');
      return true;
    }

    @Override
    public void interrupt() {
      log.append('|');
    }
  }
}
