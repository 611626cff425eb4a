package nightjar.playback;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nightjar.record.store.Footage;

/// What there is of a camera within a span, put together file by file.
///
/// All times are wall time in microseconds since 1970.
public final class Timeline {
  private static final long SAME = 500_000; // microseconds between files that are shown as one
  private static final long SECOND = 1_000_000;

  /// Footage without a gap, of one kind.
  public record Span(
      long start,
      long end,
      String rendition,
      boolean event,
      boolean locked,
      boolean open,
      boolean mended) {
    boolean continues(Span before) {
      return rendition.equals(before.rendition)
          && event == before.event
          && locked == before.locked
          && open == before.open
          && mended == before.mended
          && start - before.end < SAME;
    }
  }

  private final long from;
  private final long to;
  private final byte[] activity; // the most within each part of the span, unsigned
  private final Map<String, Span> lasts = new TreeMap<>(); // by rendition
  private final List<Span> spans = new ArrayList<>();

  /// @param buckets parts of the span of which each has its own activity
  public Timeline(long from, long to, int buckets) {
    this.from = from;
    this.to = to;
    this.activity = new byte[buckets];
  }

  /// @param footage that overlaps the span; of each rendition in order of its start
  public void add(Footage footage) {
    long start = Math.max(from, footage.start());
    long end = Math.min(to, footage.end());
    if (start < end) {
      span(
          new Span(
              start,
              end,
              footage.rendition(),
              footage.event(),
              footage.locked(),
              footage.open(),
              footage.mended()));
    }
    activity(footage);
  }

  private void span(Span span) {
    var before = lasts.get(span.rendition());
    if (before == null) {
      lasts.put(span.rendition(), span);
    } else if (span.continues(before)) {
      lasts.put(
          span.rendition(),
          new Span(
              before.start,
              Math.max(before.end, span.end),
              span.rendition,
              span.event,
              span.locked,
              span.open,
              span.mended));
    } else {
      spans.add(before);
      lasts.put(span.rendition(), span);
    }
  }

  private void activity(Footage footage) {
    var seconds = footage.activity();
    for (int i = 0; i < seconds.length; i++) {
      if (seconds[i] == 0) {
        continue; // most are
      }
      long start = footage.start() + i * SECOND;
      int first = bucket(start);
      int last = bucket(Math.min(start + SECOND, footage.end()) - 1);
      for (int b = Math.max(0, first); b <= Math.min(last, activity.length - 1); b++) {
        activity[b] = (byte) Math.max(activity[b] & 0xff, seconds[i] & 0xff);
      }
    }
  }

  private int bucket(long wall) {
    return Math.clamp(Math.floorDiv((wall - from) * activity.length, to - from), -1, 1 << 20);
  }

  /// By start.
  public List<Span> spans() {
    var all = new ArrayList<>(spans);
    all.addAll(lasts.values());
    all.sort((a, b) -> Long.compare(a.start, b.start));
    return all;
  }

  /// Of each part of the span, 0 to 255.
  public List<Integer> activity() {
    var values = new ArrayList<Integer>(activity.length);
    for (byte value : activity) {
      values.add(value & 0xff);
    }
    return values;
  }

  /// How long each part is, rounded up.
  public long step() {
    return Math.ceilDiv(to - from, activity.length);
  }
}
