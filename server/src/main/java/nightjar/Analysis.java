package nightjar;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nightjar.camera.ffmpeg.VideoFile;
import nightjar.event.Event;
import nightjar.event.EventConfig;
import nightjar.event.Grid;
import nightjar.event.Telling;
import nightjar.media.Picture;
import nightjar.media.PicturePool;
import nightjar.motion.Cadence;
import nightjar.motion.Motion;
import nightjar.motion.MotionConfig;
import nightjar.motion.MotionText;
import nightjar.posix.ThreadCpu;

/// One clip, looked at as a camera's pictures are, as fast as it goes. Times are nanoseconds.
///
/// @param cpu that all of it took
/// @param motionCpu that looking took
/// @param looked pictures that were looked at
/// @param recognised what it took to say what moves; empty where nobody did
record Analysis(
    long duration,
    long cpu,
    long motionCpu,
    int pictures,
    int looked,
    Optional<Recognition.Result> recognised,
    List<Event> events) {
  // Clips begin some time after nothing: an event may have been seen coming.
  static final long ORIGIN = 1_000_000_000_000L;
  private static final int[][] NOTHING = {};

  /// @param recognition who says what moves, if anybody does
  static Analysis of(
      Path clip, MotionConfig config, EventConfig events, Optional<Recognition.Terms> recognition)
      throws IOException {
    try (var video = VideoFile.openRoughly(clip, config.fps());
        var pool = new PicturePool(video.format(), 1)) {
      var picture = pool.take();
      if (picture == null) {
        throw new IllegalStateException("a new pool has a picture");
      }
      try {
        return new Run(video, picture, config, events, recognition).run();
      } finally {
        picture.release();
      }
    }
  }

  /// Seconds of the clip.
  ///
  /// @param at of an event, in microseconds
  double seconds(long at) {
    return Math.max(0, Math.round((at - ORIGIN / 1_000) / 1e3) / 1e3);
  }

  /// The clip while it is looked at.
  private static final class Run {
    private final VideoFile video;
    private final Picture picture;
    private final Cadence cadence;
    private final Motion motion;
    private final Moments moments;
    private final Telling telling;
    private final Optional<Recognition> recognition;
    private final long interval;
    private final ThreadCpu threadCpu = new ThreadCpu();
    private long motionCpu;
    private int looked;

    Run(
        VideoFile video,
        Picture picture,
        MotionConfig config,
        EventConfig events,
        Optional<Recognition.Terms> recognition) {
      var format = video.format();
      this.video = video;
      this.picture = picture;
      this.cadence = new Cadence(config.fps());
      this.motion = new Motion(format.width(), format.height(), config);
      this.moments = new Moments(config);
      this.telling = new Telling("clip", events, MotionText.describe(config));
      this.recognition =
          recognition.map(terms -> new Recognition(terms, moments.places(), format, this::picture));
      this.interval = (long) (1e9 / format.fps());
    }

    Analysis run() throws IOException {
      long start = cpu();
      long at = ORIGIN - interval;
      int pictures = 0;
      while (video.next()) {
        pictures++;
        long position = video.position();
        at = Math.max(at + 1, position < 0 ? at + interval : ORIGIN + position);
        if (cadence.due(at)) {
          look(at);
        }
      }
      if (pictures == 0) {
        throw new IOException("it holds no picture that can be decoded");
      }
      var events = telling.finish();
      long duration = at + interval - ORIGIN;
      var recognised = recognition.map(Recognition::result);
      return new Analysis(duration, cpu() - start, motionCpu, pictures, looked, recognised, events);
    }

    private void look(long at) throws IOException {
      var luma = video.luma();
      if (luma.isEmpty()) {
        video.copyTo(picture);
      }
      long before = cpu();
      var sight =
          luma.map(l -> motion.look(l.samples(), l.stride(), l.fullRange(), at))
              .orElseGet(() -> motion.look(picture.memory(), at));
      motionCpu += cpu() - before;
      looked++;
      var grid = new Grid(sight.columns(), sight.rows(), sight.blocks(), sight.scores(), NOTHING);
      telling.look(moments.of(sight, at / 1_000), grid);
      if (recognition.isPresent()) {
        telling.objects(recognition.get().look(sight), at);
      }
    }

    /// All of it, which motion does not need.
    private Picture picture() throws IOException {
      video.copyTo(picture);
      return picture;
    }

    /// Of this thread: a decoder here has no others.
    private long cpu() {
      return threadCpu.nanos();
    }
  }
}
