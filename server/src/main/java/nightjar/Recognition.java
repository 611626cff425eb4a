package nightjar;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightjar.detect.Ask;
import nightjar.detect.Bucket;
import nightjar.detect.Crop;
import nightjar.detect.Found;
import nightjar.detect.Net;
import nightjar.detect.ObjectConfig;
import nightjar.detect.Places;
import nightjar.detect.Watch;
import nightjar.event.Glimpse;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import nightjar.motion.Sight;
import nightjar.posix.ThreadCpu;

/// What moves in one clip is recognised, on the clip's own time: the model answers at once.
final class Recognition {
  /// Who is asked, about what, and how often.
  ///
  /// @param rate questions a second
  /// @param gated only what moves is asked about; else every picture, whole, as a measure of what
  ///   that leaves out
  record Terms(Net net, ObjectConfig objects, double rate, boolean gated) {}

  /// What there was, without gating.
  record Seen(long ticks, Found found) {}

  /// @param nanos that it took, copying the picture included
  /// @param seen in each picture; empty with gating
  record Result(int asks, long nanos, List<Seen> seen) {
    Result {
      seen = List.copyOf(seen);
    }
  }

  /// Gives all of the picture that is looked at.
  interface Pictures {
    Picture now() throws IOException;
  }

  private final Terms terms;
  private final PictureFormat format;
  private final Pictures pictures;
  private final Watch watch;
  private final Bucket bucket;
  private final ThreadCpu threadCpu = new ThreadCpu();
  private final List<Seen> seen = new ArrayList<>();
  private int asks;
  private long nanos;

  Recognition(Terms terms, Places places, PictureFormat format, Pictures pictures) {
    this.terms = terms;
    this.format = format;
    this.pictures = pictures;
    this.watch = new Watch(terms.objects, places);
    this.bucket = new Bucket(terms.rate);
    watch.size(terms.net.size());
  }

  List<Glimpse> look(Sight sight) throws IOException {
    long before = threadCpu.nanos();
    if (terms.gated) {
      watch.moved(Moments.movers(sight), sight.ticks());
      var ask = wanted(sight.ticks());
      if (ask.isPresent()) {
        answer(ask.get());
      }
    } else {
      lookAtAll(sight.ticks());
    }
    nanos += threadCpu.nanos() - before;
    return watch.objects().stream().map(Moments::glimpse).toList();
  }

  private Optional<Ask> wanted(long ticks) {
    var ask = watch.wanted(format.width(), format.height(), ticks);
    if (ask.isPresent() && !bucket.take(ticks)) {
      watch.unanswered(ask.get());
      return Optional.empty();
    }
    return ask;
  }

  private void answer(Ask ask) throws IOException {
    terms.net.take(pictures.now(), ask.crop());
    asks++;
    watch.answer(ask, terms.net.look(ask.least()));
  }

  private void lookAtAll(long ticks) throws IOException {
    var picture = pictures.now();
    terms.net.take(picture, new Crop(0, 0, picture.format().width(), picture.format().height()));
    asks++;
    for (var found : terms.net.look(ObjectConfig.LEAST_SCORE)) {
      var needed = terms.objects.kinds().get(found.kind());
      if (needed != null && found.score() >= needed) {
        seen.add(new Seen(ticks, found));
      }
    }
  }

  Result result() {
    return new Result(asks, nanos, seen);
  }
}
