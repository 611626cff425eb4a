package nightjar.playback;

import java.nio.ByteBuffer;
import java.util.List;
import nightjar.container.fmp4.FragmentHead;

/// Shows pictures from before a video's origin within its first moments: there is no time before 0,
/// and what follows cannot be decoded without them.
final class Squeeze {
  private long shown; // ticks of the video so far

  /// @param base of the file, in ticks of the video: below 0 where the file begins before
  /// @param samples of one piece
  /// @return all of the piece but its payload
  ByteBuffer head(long base, List<Sample> samples, int sequence) {
    var head = new FragmentHead(samples.size());
    long start = shown;
    for (var sample : samples) {
      long end = base + sample.start() + sample.duration();
      int duration = (int) Math.max(1, end - shown);
      head.add(sample.size(), duration, sample.idr());
      shown += duration;
    }
    return head.written(sequence, start);
  }
}
