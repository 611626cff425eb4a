package nightjar.encode;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import nightjar.base.Clock;
import nightjar.base.OwnThread;
import nightjar.media.AccessUnit;
import nightjar.media.MediaTime;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;

/// One rendition of a camera: encodes its pictures while somebody wants them.
///
/// Owns one platform thread, for encoders are native arithmetic. The encoder is opened for the
/// first picture somebody wants and closed when nobody has for a while.
public final class Encoding implements AutoCloseable {
  private static final System.Logger log = System.getLogger(Encoding.class.getName());
  private static final Duration LINGER = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration BETWEEN_FORCED_IDRS = Duration.ofMillis(500);
  // An encoder counts pictures, so a quiet GOP lasts longer than one at full rate: so long at most,
  // for who joins is sent all of it.
  private static final Duration LONGEST_QUIET_GOP = Duration.ofSeconds(20);
  // An encoder that is hardly faster than the camera would else stay behind for as long as it
  // stirs.
  private static final Duration CATCHING_UP = Duration.ofSeconds(2);

  private final String name;
  private final Audience audience;
  private final Publisher out;
  private final Clock clock;
  private final MediaClock mediaClock;
  private final Mailbox mailbox = new Mailbox();
  private final AtomicBoolean idrAsked = new AtomicBoolean();
  private final AtomicBoolean forgets = new AtomicBoolean();
  private final Counts counts = new Counts();
  private final Savings savings;
  private final FullRate fullRate = new FullRate();
  private final OwnThread thread;
  private volatile EncodeSettings settings;
  private volatile QuietSettings quietly = QuietSettings.OFF;
  private volatile Hindsight hindsight = Hindsight.NONE;
  private volatile boolean rests;
  private volatile boolean bounded;
  private volatile long stirred = QuietGate.NEVER; // ticks of the newest picture that did
  private volatile boolean quiet; // at a trickle
  private volatile boolean active; // the encoder is open
  private volatile Optional<String> problem = Optional.empty();

  // The thread's own.
  private final Opened opened;
  private long lastWanted;
  private long lastIdr;
  private long nextDue = Long.MIN_VALUE;
  private final QuietGate gate = new QuietGate();
  private final Burst burst = new Burst();
  private final LeftOut heldBack = new LeftOut();
  private boolean resting;
  private int served; // how many were there for the last picture
  private long codedBytes; // of the last picture

  /// @param epoch the tick at which media time is 0
  public Encoding(
      String name,
      EncodeSettings settings,
      Encoder.Opener opener,
      Audience audience,
      Publisher out,
      Clock clock,
      long epoch) {
    this.name = name;
    this.settings = settings;
    this.opened = new Opened(opener);
    this.audience = audience;
    this.out = out;
    this.clock = clock;
    this.mediaClock = new MediaClock(epoch);
    this.savings = new Savings(clock.wallMicros());
    this.thread = new OwnThread("encode-" + name);
  }

  public void start() {
    thread.run(this::run);
  }

  /// Takes the picture, or the next one if the encoder is behind. Never waits.
  public void offer(Picture picture) {
    offer(picture, true);
  }

  /// @param stirring whether something stirs in it, as far as anybody knows
  public void offer(Picture picture, boolean stirring) {
    if (stirring) {
      stirred = picture.ticks(); // before the mailbox: a picture that is replaced there has stirred
    }
    if ((active || isWanted()) && mailbox.put(picture)) {
      counts.dropped.incrementAndGet();
    }
  }

  /// The next picture becomes an IDR, unless one has just been.
  public void requestIdr() {
    idrAsked.set(true);
  }

  /// What was held back is never shown: the camera was switched off.
  public void forget() {
    forgets.set(true);
  }

  /// From the next picture on.
  public void use(EncodeSettings next) {
    settings = next;
  }

  /// From the next picture on; without, every picture is encoded.
  public void use(QuietSettings next) {
    quietly = next;
  }

  /// From the next picture on; without, what was left out is gone.
  public void use(Hindsight next) {
    hindsight = next;
  }

  /// From the next picture on, pictures are left out rather than that many bits come at once
  /// ([Burst]). Not for an encoder that aims at no rate.
  public void boundBursts() {
    bounded = true;
  }

  /// Its pictures need none of those before: none is encoded for nobody, not even for a while,
  /// though the encoder stays open.
  public void restBetween() {
    rests = true;
  }

  /// How many of a source's pictures it holds back at most, beyond the one it encodes and the next.
  public int holdsBack(PictureFormat ofSource) {
    return quietly.on() ? hindsight.pictures(ofSource) : 0;
  }

  public EncodeSettings settings() {
    return settings;
  }

  /// Why nothing can be encoded at the moment; empty when all is well, or when nobody wants any:
  /// what was wrong when last tried would else be said for ever, and keep those away who would try
  /// again.
  public Optional<String> problem() {
    return isWanted() ? problem : Optional.empty();
  }

  /// Bits a second of pictures as large as those of late, if each stands alone and all are wanted;
  /// 0 before the first.
  public int fullRate() {
    return fullRate.bitsPerSecond();
  }

  public Counts counts() {
    return counts;
  }

  /// Whether pictures come at a trickle now, because the scene is quiet.
  public boolean isQuiet() {
    return quiet;
  }

  /// Pictures left out so far because the scene was quiet.
  public long leftOut() {
    return savings.pictures();
  }

  public Saved saved() {
    return savings.saved();
  }

  @Override
  public void close() {
    thread.close();
    mailbox.close();
  }

  private void run() {
    try {
      while (true) {
        var picture = mailbox.take(LINGER);
        if (picture == null) { // the camera stopped
          closeEncoder();
          continue;
        }
        try {
          encodeIfDue(picture);
        } catch (InterruptedIOException _) { // closed: the next wait says so
          closeEncoder();
        } catch (IOException e) { // the world failed: say so, wait, open it again
          counts.failures.incrementAndGet();
          problem = Optional.of(String.valueOf(e.getMessage()));
          log.log(WARNING, "{0}: {1}; opening the encoder again", name, e.getMessage());
          closeEncoder();
          clock.sleep(PAUSE);
        } finally {
          picture.release();
        }
      }
    } catch (InterruptedException _) {
      // closed
    } finally {
      closeEncoder();
    }
  }

  private boolean isWanted() {
    return audience.size() > 0;
  }

  private void encodeIfDue(Picture picture) throws IOException {
    forgetIfAsked();
    if (!isOpenFor(picture)) {
      closeEncoder();
    } else if (rests && !isWanted()) {
      rest();
    } else if (due(picture.ticks())) {
      boolean idr = isIdrDue();
      if (!isLetThrough(picture.ticks(), idr)) {
        savings.leftOut(heldBack.add(picture, hindsight));
      } else if (gate.stirs() && heldBack.size() > 0) {
        catchUp(picture);
      } else {
        savings.leftOut(heldBack.clear());
        encode(picture, idr || (gate.isQuiet() && isGopOld()));
      }
    }
  }

  /// Whoever comes next is not given what is old by then.
  private void rest() {
    if (!resting) {
      resting = true;
      out.interrupt();
    }
  }

  /// Whether somebody wants it, or did just now.
  private boolean isOpenFor(Picture picture) {
    if (isWanted()) {
      lastWanted = picture.ticks();
      resting = false;
      return true;
    }
    return opened.is() && picture.ticks() - lastWanted <= LINGER.toNanos();
  }

  private boolean isIdrDue() {
    return idrAsked.get() && clock.ticks() - lastIdr >= BETWEEN_FORCED_IDRS.toNanos();
  }

  private boolean isLetThrough(long ticks, boolean idr) {
    int size = audience.size();
    boolean joined = size > served;
    served = size;
    boolean takes = gate.takes(quietly, ticks, stirred, audience.wantsEvery(), idr || joined);
    quiet = gate.isQuiet();
    return takes;
  }

  /// Encodes what was held back, then the picture at which it stirs, then those that came
  /// meanwhile, until none waits any more.
  private void catchUp(Picture woken) throws IOException {
    long until = woken.ticks() + CATCHING_UP.toNanos();
    savings.leftOut(heldBack.add(woken, hindsight));
    for (var next = heldBack.poll(); next != null; next = heldBack.poll()) {
      try {
        encode(next, isIdrDue());
        forgetIfAsked();
        if (next.ticks() < until) {
          takeInLine();
        }
      } finally {
        next.release();
      }
    }
  }

  private void forgetIfAsked() {
    if (forgets.getAndSet(false)) {
      savings.leftOut(heldBack.clear());
    }
  }

  /// The newest picture waits behind those held back, instead of being replaced by the next.
  private void takeInLine() {
    var newest = mailbox.poll();
    if (newest == null) {
      return;
    }
    if (isOpenFor(newest) && due(newest.ticks())) {
      if (isLetThrough(newest.ticks(), isIdrDue())) {
        counts.dropped.addAndGet(heldBack.add(newest, hindsight));
      } else {
        savings.leftOut(1);
      }
    }
    newest.release();
  }

  private boolean isGopOld() {
    return clock.ticks() - lastIdr >= LONGEST_QUIET_GOP.toNanos();
  }

  /// Leaves out pictures beyond the rate asked for; a quarter of an interval early is on time.
  private boolean due(long ticks) {
    long interval = (long) (1e9 / settings.fps());
    if (nextDue != Long.MIN_VALUE && ticks < nextDue - interval / 4) {
      return false;
    }
    boolean onTime = nextDue != Long.MIN_VALUE && ticks < nextDue + interval;
    nextDue = (onTime ? nextDue : ticks) + interval;
    return true;
  }

  private void encode(Picture picture, boolean idr) throws IOException {
    if (bounded && !burst.takes(picture.ticks(), settings.bitrate())) {
      counts.skipped.incrementAndGet();
      return;
    }
    var current = openFor(picture.format());
    long start = clock.ticks();
    var pts = mediaClock.at(picture.ticks());
    codedBytes = 0;
    current.encode(picture, idr, (data, isIdr) -> publish(picture, pts, data, isIdr));
    long took = clock.ticks() - start;
    counts.nanos.addAndGet(took);
    if (!gate.isQuiet() && stirred < picture.ticks()) {
      savings.still(codedBytes, took);
    }
  }

  private void publish(Picture picture, MediaTime pts, MemorySegment data, boolean idr)
      throws IOException {
    if (idr) {
      lastIdr = clock.ticks();
      idrAsked.set(false);
    }
    problem = Optional.empty();
    counts.encoded.incrementAndGet();
    codedBytes = data.byteSize();
    counts.bytes.addAndGet(codedBytes);
    fullRate.add(codedBytes, fps(picture.format()));
    burst.add(codedBytes);
    int duration = duration(picture.format());
    if (!out.publish(new AccessUnit(data, idr, pts, picture.captured(), duration))) {
      requestIdr();
    }
  }

  private int duration(PictureFormat ofPicture) {
    return gate.isQuiet()
        ? MediaClock.duration(quietly.every())
        : MediaClock.duration(fps(ofPicture));
  }

  private double fps(PictureFormat ofPicture) {
    return Math.min(settings.fps(), ofPicture.fps());
  }

  private Encoder openFor(PictureFormat format) throws IOException {
    boolean begins = !opened.is();
    var encoder = opened.of(format, settings);
    if (begins) {
      out.interrupt();
      log.log(INFO, "{0}: encoder opened", name);
    }
    active = true;
    return encoder;
  }

  private void closeEncoder() {
    active = false;
    quiet = false;
    gate.reset();
    savings.leftOut(heldBack.clear());
    if (opened.is()) {
      opened.close();
      out.interrupt();
      log.log(INFO, "{0}: encoder closed", name);
    }
  }
}
