import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import nightjar.motion.Cadence;
import nightjar.motion.Motion;
import nightjar.motion.MotionConfig;

/// Looks at pictures as the server does.
final class Eyes {
  static final long NOBODY = Long.MAX_VALUE;

  private final Motion motion;
  private final Cadence cadence = new Cadence(MotionConfig.STANDARD.fps());
  private boolean stirs = true;
  private long began = NOBODY;

  Eyes(PictureFormat format) {
    motion = new Motion(format.width(), format.height(), MotionConfig.STANDARD);
  }

  boolean stirs(Picture picture) {
    if (cadence.due(picture.ticks())) {
      var sight = motion.look(picture.memory(), picture.ticks());
      stirs = sight.stirs();
      began = NOBODY;
      for (var track : sight.tracks()) {
        began = track.counts() ? Math.min(began, track.first()) : began;
      }
    }
    return stirs;
  }

  /// Ticks at which an event begins that lasts now; NOBODY when none does.
  long began() {
    return began;
  }
}
