package nightjar.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import nightjar.auth.Grant;
import nightjar.base.FakeClock;
import nightjar.live.Box;
import nightjar.live.Viewers;
import nightjar.live.Watchable;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.junit.jupiter.api.Test;

/// A connection is a viewer's when its conversation has begun.
class LiveSocketTest {
  @Test
  void isNoViewersBeforeTheHandshakeNorWithoutAPlace() {
    var none = new Viewers("nightjar test", new FakeClock(), 0, Box.STRONG);
    var camera =
        new Watchable(
            "front", null, Optional.empty(), null, Optional.empty(), null, null, null, null, null);
    var joined = new AtomicInteger();
    var socket =
        new LiveSocket(
            wire -> none.join(camera, wire, () -> true),
            Grant.open(),
            new Shares(1),
            joined::incrementAndGet);
    assertEquals(0, joined.get());
    socket.onOpen(new CoreSession.Empty(), Callback.NOOP);
    socket.onClosed(CloseStatus.NO_CODE_STATUS, Callback.NOOP);
    assertEquals(0, joined.get());
  }
}
