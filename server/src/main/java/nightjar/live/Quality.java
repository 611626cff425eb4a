package nightjar.live;

import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import nightjar.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What one viewer is to be given, from all that is known of it. One thread.
final class Quality {
  private static final long DECIDE_EVERY = 100_000_000; // ticks
  private static final long UNSIGNED = 0xffff_ffffL;

  private final Watchable camera;
  private final ClientMessage.Start start;
  private final Box box;
  private final BooleanSupplier moves;
  private final Congestion congestion = new Congestion();
  private final Adaptation adaptation = Adaptation.LIVE;

  private ClientMessage.Wish wish;
  private int width;
  private Ladder ladder;
  private Adaptation.State state;
  private Playing playing = Playing.UNKNOWN;
  private long reportedAt = Long.MIN_VALUE;
  private long decidedAt;
  private long acknowledged = -1;

  /// What a viewer is told of it.
  ///
  /// @param every milliseconds between pictures that come one at a time, else 0
  /// @param why for people; may be empty
  record Told(Rung rung, String rendition, Limit limit, long every, String why) {
    /// Figures of the network change all the time, and are said with something else only.
    boolean saysTheSameAs(@Nullable Told other) {
      return other != null
          && rung == other.rung
          && rendition.equals(other.rendition)
          && limit == other.limit
          && (limit != Limit.BOX || why.equals(other.why));
    }
  }

  /// @param moves whether this machine bears moving pictures for this viewer
  Quality(
      Watchable camera,
      ClientMessage.Start start,
      ClientMessage.Wish wish,
      Box box,
      BooleanSupplier moves,
      long tick) {
    this.camera = camera;
    this.start = start;
    this.box = box;
    this.moves = moves;
    this.wish = wish;
    this.width = start.width();
    this.ladder = Ladder.of(camera, start, wish);
    this.state = begin(tick);
  }

  private Adaptation.State begin(long tick) {
    decidedAt = tick;
    var allowed = ladder.allowed(wish, width, moves.getAsBoolean());
    return adaptation.begin(tick, allowed.option(), allowed.by());
  }

  /// Takes in what the client said, and decides anew when it is time.
  ///
  /// @param own the viewer's own readers, asked for when it is decided
  void heed(Inbox.Seen seen, Supplier<List<Stream.Reader>> own, long tick) {
    var ack = seen.ack();
    if (ack != null && ack.sequence() != acknowledged) {
      acknowledged = ack.sequence();
      congestion.acknowledged(ack.sequence(), ack.tick());
    }
    var report = seen.report();
    if (report != null && report.tick() != reportedAt) {
      reportedAt = report.tick();
      playing = playing.next(report.report());
    }
    boolean other = seen.wish() != wish || seen.width() != width;
    if (seen.wish() != wish) {
      wish = seen.wish();
      ladder = Ladder.of(camera, start, wish);
      playing = playing.again();
      state = begin(tick);
    }
    width = seen.width();
    if (other || tick - decidedAt >= DECIDE_EVERY) {
      decide(own.get(), tick);
    }
  }

  private void decide(List<Stream.Reader> own, long tick) {
    decidedAt = tick;
    var allowed = ladder.allowed(wish, width, moves.getAsBoolean());
    int before = state.at();
    state =
        adaptation.next(
            state,
            new Adaptation.Seen(
                tick,
                start.acks() ? congestion.way(tick) : Congestion.Way.CALM,
                congestion.rate(tick),
                ladder.needs(own),
                allowed.option(),
                allowed.by(),
                playing.lags()));
    if (state.at() != before) {
      playing = playing.again();
    }
  }

  Ladder.Step step() {
    return ladder.step(state.at());
  }

  /// Bits a second that this viewer can take.
  long takes() {
    return state.takes();
  }

  /// Whether what was sent has to arrive before more of it is of use.
  boolean isLate() {
    return state.late();
  }

  /// Whether nothing may be sent now.
  boolean holds(Rung rung, long tick) {
    if (!start.acks() || congestion.mayKnock(tick)) {
      return false;
    }
    return switch (congestion.way(tick)) {
      case LATE, FULL -> true;
      case BUSY, CALM -> rung.oneAtATime() && congestion.bytes() > 0;
    };
  }

  /// A picture goes out.
  void sent(long sequence, int bytes, boolean idr, long tick) {
    congestion.sent(sequence & UNSIGNED, bytes, idr, tick);
  }

  Told told(Ladder.Step step) {
    var line = box.line().get();
    boolean spares = state.limit() == Limit.NONE && !line.isEmpty();
    var limit = spares ? Limit.BOX : state.limit();
    return new Told(
        step.rung(),
        step.rendition().name(),
        limit,
        Feed.every(step.rung()).toMillis(),
        why(limit, line));
  }

  /// Why this rendition, in a few words.
  String whyThis() {
    if (!ladder.adapts()) {
      return "asked for";
    }
    var limit = state.limit();
    var words = why(limit, box.line().get());
    return !words.isEmpty()
        ? words
        : limit == Limit.ASKED ? "asked to be sparing" : "the best there is";
  }

  private String why(Limit limit, String line) {
    return switch (limit) {
      case NONE, ASKED, CAMERA -> "";
      case NETWORK -> "the connection carries about " + bits(state.carries());
      case SCREEN -> "the picture is small on this screen";
      case CLIENT -> "this browser does not keep up";
      case BOX -> line.isEmpty() ? "this machine has too much to do" : line;
    };
  }

  private static String bits(long carries) {
    return carries < 1_000_000
        ? "%d kbit/s".formatted(Math.max(10, carries / 10_000 * 10))
        : String.format(Locale.ROOT, "%.1f Mbit/s", carries / 1e6);
  }
}
