import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import nightjar.motion.Cadence;
import nightjar.motion.Motion;
import nightjar.motion.MotionConfig;

/// Looks at pictures as the server does.
final class Eyes {
  private final Motion motion;
  private final Cadence cadence = new Cadence(MotionConfig.STANDARD.fps());
  private boolean stirs = true;

  Eyes(PictureFormat format) {
    motion = new Motion(format.width(), format.height(), MotionConfig.STANDARD);
  }

  boolean stirs(Picture picture) {
    if (cadence.due(picture.ticks())) {
      stirs = motion.look(picture.memory(), picture.ticks()).stirs();
    }
    return stirs;
  }
}
