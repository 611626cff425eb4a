package nightjar.camera.ffmpeg;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import nightjar.base.Clock;
import nightjar.camera.CodedPicture;
import nightjar.camera.CodedSource;
import nightjar.camera.RtspOptions;
import nightjar.camera.Source;
import nightjar.camera.SourceClock;
import nightjar.codec.h264.AccessUnits;
import nightjar.codec.h264.NalIndex;
import nightjar.codec.h264.ParameterSets;
import nightjar.codec.h264.Sps;
import nightjar.media.Colour;
import nightjar.media.PictureFormat;

/// H.264 of a network camera, untouched.
///
/// What a camera leaves out is added: IDRs without parameter sets, where it says those only once,
/// get them.
public final class RtspSource implements CodedSource {
  private static final System.Logger log = System.getLogger(RtspSource.class.getName());

  private static final long REORDERED_BY = 1_000_000_000; // nanoseconds, at most

  private final Clock clock;
  private final RtspStream stream;
  private final SourceClock sourceClock = new SourceClock();
  private final NalIndex index = new NalIndex();
  private final Optional<byte[]> said;
  private final PictureFormat format;
  // Read while opening, not yet handed out.
  private Optional<MemorySegment> first = Optional.empty();
  private Arena arena = Arena.ofConfined();
  private MemorySegment completed = MemorySegment.NULL;
  private long arrival;
  private long lastStamp;

  /// @throws IOException it cannot be reached, has no H.264, or does not say what it sends
  public RtspSource(RtspOptions options, Clock clock) throws IOException, InterruptedException {
    this.clock = clock;
    this.stream = open(options, clock);
    this.said = stream.parameterSets();
    this.arrival = clock.ticks();
    try {
      this.format = formatOf(awaitParameterSets());
    } catch (IOException | InterruptedException e) {
      close();
      throw e;
    }
  }

  /// A sub stream stands in for a main stream that cannot be passed on.
  private static RtspStream open(RtspOptions options, Clock clock)
      throws IOException, InterruptedException {
    try {
      return RtspStream.open(options, clock);
    } catch (OtherCodecException e) {
      if (options.sub().isEmpty()) {
        throw e;
      }
      var sub = options.ofSub();
      log.log(WARNING, "{0}; going on with {1}", e.getMessage(), sub.shownAddress());
      return RtspStream.open(sub, clock);
    }
  }

  private ParameterSets awaitParameterSets() throws IOException, InterruptedException {
    var sets = said.flatMap(bytes -> parameterSets(MemorySegment.ofArray(bytes)));
    long until = clock.ticks() + Source.FIRST_WITHIN.toNanos();
    while (sets.isEmpty()) {
      if (clock.ticks() > until) {
        throw new IOException("the camera does not say how its pictures are decoded (no SPS, PPS)");
      }
      var unit = stream.next();
      first = Optional.of(unit);
      sets = parameterSets(unit);
    }
    return sets.get();
  }

  private Optional<ParameterSets> parameterSets(MemorySegment annexB) {
    index.read(annexB);
    return ParameterSets.in(annexB, index);
  }

  private PictureFormat formatOf(ParameterSets sets) throws IOException {
    var sps = Sps.parse(MemorySegment.ofArray(sets.sps()));
    try {
      var colour = sps.colour().orElse(Colour.BT709);
      return new PictureFormat(sps.width(), sps.height(), stream.fps(), colour);
    } catch (IllegalArgumentException e) {
      throw new IOException("the camera's pictures cannot be used: " + e.getMessage(), e);
    }
  }

  @Override
  public PictureFormat format() {
    return format;
  }

  @Override
  public CodedPicture next() throws IOException, InterruptedException {
    var unit = first.isPresent() ? first.get() : stream.next();
    first = Optional.empty();
    long taken = taken();
    arrival = clock.ticks();
    long captured = clock.wallMicrosAt(taken);
    boolean idr = AccessUnits.isIdr(unit);
    return new CodedPicture(idr ? withParameterSets(unit) : unit, idr, taken, captured);
  }

  /// A picture is whole when the next one's first packet has come: its own came a call ago.
  private long taken() throws IOException {
    var said = stream.stamp();
    if (said.isEmpty()) {
      return arrival;
    }
    long back = lastStamp - said.getAsLong();
    if (back > 0 && back < REORDERED_BY) { // more than that, and the camera's clock was set
      throw new IOException(
          "the camera sends pictures out of order (B-frames), which would delay them: turn that off in its own settings");
    }
    lastStamp = said.getAsLong();
    return sourceClock.ticks(lastStamp, arrival);
  }

  private MemorySegment withParameterSets(MemorySegment unit) {
    if (said.isEmpty() || parameterSets(unit).isPresent()) {
      return unit;
    }
    var head = MemorySegment.ofArray(said.get());
    long size = head.byteSize() + unit.byteSize();
    if (completed.byteSize() < size) {
      arena.close();
      arena = Arena.ofConfined();
      completed = arena.allocate(2 * size);
    }
    MemorySegment.copy(head, 0, completed, 0, head.byteSize());
    MemorySegment.copy(unit, 0, completed, head.byteSize(), unit.byteSize());
    return completed.asSlice(0, size);
  }

  @Override
  public void close() {
    stream.close();
    arena.close();
  }
}
