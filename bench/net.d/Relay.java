import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// Two network devices that this program carries packets between, losing and delaying some: never
/// one past another, for neither does a radio. The rate is the kernel's token bucket.
final class Relay implements Link {
  private static final int LARGEST = 2048;
  private static final int MOST = 5000; // packets delayed at once

  private final String server;
  private final String viewer;
  private final String near;
  private final Tun nearEnd;
  private final Tun farEnd;
  private volatile double loss;
  private volatile long jitter; // nanoseconds
  private volatile boolean dark;

  private record Packet(MemorySegment bytes, long due) {}

  Relay(String server, String viewer, int number) throws IOException {
    this.server = server;
    this.viewer = viewer;
    this.near = "njs" + number;
    var far = "njv" + number;
    this.nearEnd = new Tun(near);
    this.farEnd = new Tun(far);
    Shell.run("ip link set %s netns %s".formatted(near, server));
    Shell.run("ip link set %s netns %s".formatted(far, viewer));
    Link.address(server, near, number, 1);
    Link.address(viewer, far, number, 2);
    carry(nearEnd, farEnd, true);
    carry(farEnd, nearEnd, false);
  }

  private void carry(Tun from, Tun to, boolean weathered) {
    var queue = new LinkedBlockingQueue<Packet>(MOST);
    daemon("in", () -> take(from, queue, weathered));
    daemon("out", () -> give(queue, to));
  }

  private static void daemon(String name, Runnable work) {
    var thread = new Thread(work, "relay-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private void take(Tun from, BlockingQueue<Packet> queue, boolean weathered) {
    var buffer = Arena.global().allocate(LARGEST);
    long last = 0;
    for (long length = from.read(buffer); length > 0; length = from.read(buffer)) {
      var random = ThreadLocalRandom.current();
      if (dark || (weathered && random.nextDouble() < loss)) {
        continue;
      }
      long late = weathered && jitter > 0 ? random.nextLong(jitter) : 0;
      last = Math.max(last, System.nanoTime() + late);
      var bytes = MemorySegment.ofBuffer(java.nio.ByteBuffer.allocateDirect((int) length));
      queue.offer(new Packet(bytes.copyFrom(buffer.asSlice(0, length)), last)); // full: lost
    }
  }

  private static void give(BlockingQueue<Packet> queue, Tun to) {
    try {
      while (true) {
        var packet = queue.take();
        long left = packet.due - System.nanoTime();
        if (left > 0) {
          TimeUnit.NANOSECONDS.sleep(left);
        }
        to.write(packet.bytes);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void rate(long bits) throws IOException {
    Shell.run("tc -n %s qdisc replace dev %s root %s".formatted(server, near, Link.bucket(bits)));
  }

  @Override
  public void weather(double newLoss, int newJitter) {
    loss = newLoss;
    jitter = newJitter * 1_000_000L;
  }

  @Override
  public void dark(boolean isDark) {
    dark = isDark;
  }

  @Override
  public void close() {
    try {
      Shell.succeeds("ip netns del " + viewer);
    } catch (IOException e) {
      System.err.println(e.getMessage());
    }
    nearEnd.close();
    farEnd.close();
  }
}
