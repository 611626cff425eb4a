package nightjar.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import nightjar.media.Colour;
import nightjar.media.PictureFormat;
import nightjar.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One viewer on a connection made of numbers, in time made of numbers: what the server decides and
/// what the viewer sees, without threads, sockets or pictures.
final class Rehearsal {
  private static final long STEP = 5_000_000; // nanoseconds
  private static final long MILLIS = 1_000_000;
  private static final double FPS = 15;
  private static final double IDR_TIMES = 5; // the size of another picture
  private static final int GOP = 30;
  private static final int MAIN_BITRATE = 1_500_000;
  private static final int SUB_BITRATE = 400_000;
  private static final int SUB_LEAST = 100_000;
  private static final long ACK_EVERY = 100 * MILLIS;

  private final DoubleUnaryOperator rate; // bits a second at so many seconds
  private final DoubleUnaryOperator delay; // seconds one way
  private final List<String> rungs = new ArrayList<>();
  private final List<Double> begun = new ArrayList<>(); // when each was, in seconds
  private final List<double[]> delays = new ArrayList<>(); // when shown, delay; both seconds
  long mostWaiting; // bytes
  private final Random random;
  private final Deque<Packet> link = new ArrayDeque<>();
  private final Deque<Packet> flying = new ArrayDeque<>();
  private final Deque<long[]> acks = new ArrayDeque<>(); // arrives at, sequence
  private final Deque<Long> waiting = new ArrayDeque<>(); // when pictures not yet sent were taken
  private long tick;
  private long sequence;
  private int sinceIdr;
  private long nextPicture;
  private long nextKey;
  private long ackedAt = -ACK_EVERY;
  private long toAck = -1;
  private boolean held;
  private boolean prompt;

  private static final class Packet {
    final long sequence;
    final long taken;
    final int bytes;
    final boolean idr;
    double left; // bits
    long arrives;

    Packet(long sequence, long taken, int bytes, boolean idr) {
      this.idr = idr;
      this.sequence = sequence;
      this.taken = taken;
      this.bytes = bytes;
      this.left = bytes * 8.0;
    }
  }

  Rehearsal(long seed, DoubleUnaryOperator rate, DoubleUnaryOperator delay) {
    this.random = new Random(seed);
    this.rate = rate;
    this.delay = delay;
  }

  private Rendition rendition(int id, String name, int width, int bitrate, int least) {
    var format = Optional.of(new PictureFormat(width, width * 9 / 16 / 2 * 2, FPS, Colour.SYCC));
    var stream = new Stream(null, null, null, null); // of which only the readers' wishes are asked
    return new Rendition(
        id,
        name,
        stream,
        () -> format,
        () -> FPS,
        () -> bitrate,
        () -> least,
        () -> false,
        () -> {});
  }

  void run(double seconds) {
    var main = rendition(0, "main", 1280, MAIN_BITRATE, 0);
    var sub = rendition(2, "sub", 640, SUB_BITRATE, SUB_LEAST);
    var jpeg = rendition(1, "jpeg", 1280, 4_000_000, 0);
    var camera =
        new Watchable(
            "front", main, Optional.of(sub), jpeg, Optional.empty(), null, null, null, null, null);
    var start =
        new ClientMessage.Start(ClientMessage.Play.MSE, List.of("avc1", "jpeg"), true, 1920, 1080);
    var quality = new Quality(camera, start, ClientMessage.Wish.AUTO, Box.STRONG, () -> true, tick);
    Ladder.Step step = null;
    Inbox.@Nullable Acked ack = null;
    for (; tick < seconds * 1e9; tick += STEP) {
      carry();
      while (!acks.isEmpty() && acks.peek()[0] <= tick) {
        ack = new Inbox.Acked(acks.poll()[1], tick);
      }
      quality.heed(seen(ack), List::of, tick);
      if (!quality.step().equals(step)) {
        step = quality.step();
        rungs.add(step.rung().word());
        begun.add(tick / 1e9);
        sinceIdr = 0;
        waiting.clear();
      }
      take(step);
      offer(quality, step);
    }
  }

  private static Inbox.Seen seen(Inbox.@Nullable Acked ack) {
    return new Inbox.Seen(
        null, null, ClientMessage.Wish.AUTO, ack, null, 1920, false, false, false);
  }

  private void take(Ladder.Step step) {
    if (tick >= nextPicture) {
      nextPicture += (long) (1e9 / FPS);
      if (!step.rung().oneAtATime()) {
        waiting.add(tick);
      } else if (link.isEmpty() && flying.isEmpty() && tick >= nextKey) {
        nextKey = tick + Feed.every(step.rung()).toNanos();
        waiting.add(tick);
        sinceIdr = 0;
      }
    }
  }

  private void offer(Quality quality, Ladder.Step step) {
    if (quality.holds(step.rung(), tick)) {
      held = true;
      return;
    }
    if (held && waiting.size() > 10) {
      var newest = waiting.peekLast();
      waiting.clear();
      waiting.add(newest);
      sinceIdr = 0;
    }
    held = false;
    while (!waiting.isEmpty()) {
      boolean idr = sinceIdr % GOP == 0;
      var packet = new Packet(sequence++, waiting.poll(), size(quality, step), idr);
      link.add(packet);
      quality.sent(packet.sequence, packet.bytes, idr, tick);
    }
    mostWaiting = Math.max(mostWaiting, link.stream().mapToLong(p -> (long) (p.left / 8)).sum());
  }

  private int size(Quality quality, Ladder.Step step) {
    boolean idr = sinceIdr++ % GOP == 0;
    double bits =
        switch (step.rung()) {
          case FULL -> MAIN_BITRATE;
          case SMALL, KEYS -> Math.clamp(quality.takes(), SUB_LEAST, SUB_BITRATE);
          case STILLS -> 100_000;
        };
    double one = bits / FPS / 8 * GOP / (GOP - 1 + IDR_TIMES);
    return (int) (one * (idr ? IDR_TIMES : 0.8 + 0.4 * random.nextDouble()));
  }

  private void carry() {
    double bits = rate.applyAsDouble(tick / 1e9) * STEP / 1e9;
    while (bits > 0 && !link.isEmpty()) {
      var head = link.peek();
      double part = Math.min(bits, head.left);
      head.left -= part;
      bits -= part;
      if (head.left <= 0) {
        head.arrives = tick + (long) (delay.applyAsDouble(tick / 1e9) * 1e9);
        flying.add(link.poll());
      }
    }
    while (!flying.isEmpty() && flying.peek().arrives <= tick) {
      var shown = flying.poll();
      delays.add(new double[] {tick / 1e9, (tick - shown.taken) / 1e9});
      toAck = shown.sequence;
      prompt |= shown.idr;
    }
    if (toAck >= 0 && (prompt || tick - ackedAt >= ACK_EVERY)) {
      prompt = false;
      ackedAt = tick;
      acks.add(new long[] {tick + (long) (delay.applyAsDouble(tick / 1e9) * 1e9), toAck});
      toAck = -1;
    }
  }

  List<String> rungs() {
    return rungs;
  }

  /// Seconds at which a rung was decided on.
  double began(int rung) {
    return begun.get(rung);
  }

  /// Of pictures shown between two seconds; the share from 0 to 1.
  double delay(double share, double from, double to) {
    var sorted =
        delays.stream()
            .filter(d -> d[0] >= from && d[0] < to)
            .mapToDouble(d -> d[1])
            .sorted()
            .toArray();
    return sorted.length == 0
        ? Double.POSITIVE_INFINITY
        : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)];
  }

  /// Seconds from `from` until every picture for two seconds is less than a second late.
  double recovery(double from) {
    double since = from;
    for (var d : delays) {
      if (d[0] >= from && d[1] > 1) {
        since = d[0];
      } else if (d[0] > since + 2) {
        break;
      }
    }
    return since - from;
  }
}
