package nightjar.http;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import nightjar.base.Clock;
import nightjar.base.Network;
import nightjar.base.OwnThread;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/// Listens, and closes connections that are too many or take too long.
final class LimitedConnector extends ServerConnector {
  private static final Duration LOOK = Duration.ofMillis(500);

  private final Occupancy occupancy;
  private final Map<SocketAddress, EndPoint> open = new ConcurrentHashMap<>();
  // A closed socket no longer says what it was connected to.
  private final Map<EndPoint, SocketAddress> others = new ConcurrentHashMap<>();
  private final OwnThread sweeper = new OwnThread("connections");

  LimitedConnector(
      Server jetty, ByteBufferPool buffers, Occupancy occupancy, ConnectionFactory... factories) {
    super(jetty, null, null, buffers, 0, 1, factories);
    this.occupancy = occupancy;
  }

  Occupancy occupancy() {
    return occupancy;
  }

  void asked(@Nullable SocketAddress from, Occupancy.Asked by) {
    occupancy.asked(from, by).ifPresent(this::cut);
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    sweeper.run(this::sweep);
  }

  @Override
  protected void doStop() throws Exception {
    sweeper.close();
    super.doStop();
  }

  private void sweep() {
    try {
      while (true) {
        Clock.SYSTEM.sleep(LOOK);
        occupancy.overdue().forEach(this::cut);
      }
    } catch (InterruptedException _) {
      // stopped
    }
  }

  private void cut(SocketAddress from) {
    var endPoint = open.get(from);
    if (endPoint != null) {
      endPoint.close();
    }
  }

  @Override
  protected void onEndPointOpened(EndPoint endPoint) {
    super.onEndPointOpened(endPoint);
    var from = endPoint.getRemoteSocketAddress();
    if (from == null) {
      endPoint.close(); // reset before it could be asked
      return;
    }
    open.put(from, endPoint);
    others.put(endPoint, from);
    occupancy.opened(from, Network.of(from)).ifPresent(this::cut);
  }

  @Override
  protected void onEndPointClosed(EndPoint endPoint) {
    var from = others.remove(endPoint);
    if (from != null) {
      open.remove(from);
      occupancy.closed(from);
    }
    super.onEndPointClosed(endPoint);
  }
}
