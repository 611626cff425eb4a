package nightjar.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import nightjar.base.FakeClock;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ViewersTest {
  private static final String START =
      "{\"type\":\"start\",\"play\":\"mse\",\"codecs\":[],\"screen\":{\"width\":1,\"height\":1}}";

  @AutoClose private final FakeCamera camera = new FakeCamera();
  private final FakeClock clock = new FakeClock();
  private final Viewers viewers = new Viewers("nightjar test", clock, 2, Box.STRONG);

  @Test
  void takesSoManyAndNoMore() throws InterruptedException {
    var first = viewers.join(camera.watchable(), new FakeWire(), () -> true);
    assertFalse(viewers.full());
    var second = viewers.join(camera.watchable(), new FakeWire(), () -> true);
    assertTrue(viewers.full());
    first.gone();
    awaitCount(1);
    assertFalse(viewers.full());
    second.gone();
    awaitCount(0);
  }

  @Test
  void whoLooksAwayLeavesMovingPicturesToOthers() throws Exception {
    var few = new Viewers("nightjar test", clock, 2, new Box(() -> 1, () -> "busy"));
    var first = new FakeWire();
    var second = new FakeWire();
    var looking = few.join(camera.watchable(), first, () -> true);
    looking.received(START);
    camera.publish("I");
    first.sent("hello health:live rendition:main,avc1.42c01f init quality:full,box 0I");
    var waiting = few.join(camera.watchable(), second, () -> true);
    waiting.received(START);
    second.sent("hello health:live rendition:main,avc1.42c01f init quality:keys,box,2000 0I");
    looking.received("{\"type\":\"pause\"}");
    awaitReaders(1);
    clock.pass(Duration.ofMillis(200));
    waiting.received("{\"type\":\"ping\",\"t0\":1}");
    second.sent("pong:1.0");
    waiting.received("{\"type\":\"ping\",\"t0\":2}"); // answered when the first was acted on
    second.sent("pong:2.0");
    camera.publish("I");
    second.sent("rendition:main,avc1.42c01f init quality:full,box 1I+");
    few.close();
  }

  @Test
  void saysGoodbyeToAll() throws Exception {
    var wires = new FakeWire[] {new FakeWire(), new FakeWire()};
    for (var wire : wires) {
      viewers.join(camera.watchable(), wire, () -> true).received(START);
      wire.sent("hello health:live");
    }
    viewers.close();
    for (var wire : wires) {
      wire.sent("bye close:1001,the server is stopping");
    }
    awaitCount(0);
  }

  @Test
  void whoDoesNotTakeTheGoodbyeIsCutOff() throws Exception {
    var wire = new FakeWire();
    wire.full();
    viewers.join(camera.watchable(), wire, () -> true).received(START);
    camera.publish("I");
    wire.awaitWaiting();
    viewers.close();
    awaitCount(0);
  }

  @Test
  void aBugEndsThatConversationAlone() throws Exception {
    var closed = new CompletableFuture<Integer>();
    var broken =
        new Wire() {
          @Override
          public void text(String message) {
            throw new IllegalStateException("a bug, for the test");
          }

          @Override
          public void binary(ByteBuffer message) {}

          @Override
          public void binary(ByteBuffer first, ByteBuffer rest) {}

          @Override
          public void close(int code, String reason) {
            closed.complete(code);
          }
        };
    var wire = new FakeWire();
    var well = viewers.join(camera.watchable(), wire, () -> true);
    viewers.join(camera.watchable(), broken, () -> true);
    awaitCount(1);
    assertEquals(1011, closed.get(10, TimeUnit.SECONDS));
    wire.sent("hello health:live");
    well.gone();
    awaitCount(0);
  }

  private void awaitReaders(int expected) throws InterruptedException {
    while (camera.main.readers() != expected) {
      Thread.sleep(1);
    }
  }

  private void awaitCount(int expected) throws InterruptedException {
    while (viewers.count() != expected) {
      Thread.sleep(1);
    }
    assertEquals(expected, viewers.count());
  }
}
