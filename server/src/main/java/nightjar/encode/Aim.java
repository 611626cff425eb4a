package nightjar.encode;

import java.time.Duration;
import nightjar.media.PictureFormat;

/// What is asked of an encoder from moment to moment: between bounds, as much as somebody can take
/// and the box can bear. A pure function of that and of what was asked before.
///
/// Fewer bits are asked for at once; more not before [#RAISES] after the last change, for some
/// encoders have to be opened anew, which costs an IDR. Changes of less than [#NOTICED] are none,
/// but for the one back to all that is set, and nothing waits that lifts it to what a recording
/// needs. Where bits become too few for the pictures, there are fewer pictures rather than worse
/// ones.
///
/// @param set what it is asked for by itself
/// @param least bits a second that it is asked for, at least
/// @param recorded likewise while what it makes is recorded, whatever the box can bear
public record Aim(EncodeSettings set, int least, int recorded) {
  static final Duration RAISES = Duration.ofSeconds(5);
  static final double NOTICED = 0.15;

  /// A sample of a picture gets so many bits at least; with fewer, blocks are all that is seen.
  static final double LEAST_BITS = 0.03;

  /// Pictures a second that are not given up for that.
  static final double FEWEST = 5;

  public Aim {
    if (least > recorded || recorded > set.bitrate()) {
      throw new IllegalArgumentException(
          "from least to most: %d, %d, %d".formatted(least, recorded, set.bitrate()));
    }
  }

  /// A quarter of what is set, and half of it while it is recorded.
  public static Aim of(EncodeSettings set) {
    int least = Math.max(EncodeSettings.LEAST_BITRATE, set.bitrate() / 4);
    return new Aim(set, least, Math.max(least, set.bitrate() / 2));
  }

  /// What there is to go by.
  ///
  /// @param wanted bits a second that those who get it can take, at most; 0 when there is nobody
  /// @param records whether it is recorded
  /// @param rate part of the pictures that the box can bear, above 0 and up to 1
  /// @param bits likewise of the bits
  public record Needs(long wanted, boolean records, double rate, double bits) {}

  /// @param asked of the encoder
  /// @param since ticks of the last change
  public record State(EncodeSettings asked, long since) {}

  public State start(long ticks) {
    return new State(set, ticks - RAISES.toNanos());
  }

  /// @param format of the pictures that are encoded
  public State next(State previous, Needs needs, PictureFormat format, long ticks) {
    var wanted = settings(needs, format);
    double bits = (double) wanted.bitrate() / previous.asked().bitrate();
    double rate = wanted.atMost(format.fps()).fps() / previous.asked().atMost(format.fps()).fps();
    boolean down = Math.min(bits, rate) <= 1 - NOTICED;
    boolean up = Math.max(bits, rate) >= 1 + NOTICED || wanted.equals(set);
    boolean rested = ticks - previous.since() >= RAISES.toNanos();
    boolean tooLow = previous.asked().bitrate() < floor(needs);
    boolean due = !wanted.equals(previous.asked()) && (down || tooLow || (up && rested));
    return due ? new State(wanted, ticks) : previous;
  }

  private EncodeSettings settings(Needs needs, PictureFormat format) {
    int bitrate = bitrate(needs);
    return new EncodeSettings(bitrate, fps(needs.rate(), bitrate, format), set.gop());
  }

  private int bitrate(Needs needs) {
    double bearable = set.bitrate() * needs.bits();
    double wanted = needs.wanted() == 0 ? bearable : Math.min((double) needs.wanted(), bearable);
    return (int) Math.clamp(wanted, floor(needs), set.bitrate());
  }

  private int floor(Needs needs) {
    return needs.records() ? recorded : least;
  }

  private double fps(double rate, int bitrate, PictureFormat format) {
    double all = Math.min(set.fps(), format.fps());
    double fine = bitrate / (LEAST_BITS * format.width() * format.height());
    double fewer = Math.min(all * rate, Math.max(FEWEST, fine));
    return fewer < all ? fewer : set.fps();
  }
}
