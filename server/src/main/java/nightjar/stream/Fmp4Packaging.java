package nightjar.stream;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import nightjar.codec.h264.ParameterSets;
import nightjar.codec.h264.Sps;
import nightjar.codec.h264.SpsRewriter;
import nightjar.container.fmp4.FragmentWriter;
import nightjar.container.fmp4.InitSegment;
import nightjar.media.AccessUnit;
import nightjar.media.Colour;
import org.jspecify.annotations.Nullable;

/// H.264 as fragmented MP4: an init segment from the parameter sets, a fragment for each unit.
public final class Fmp4Packaging implements Packaging {
  private final FragmentWriter writer = new FragmentWriter();
  private final Optional<Colour> colour;
  private @Nullable ParameterSets sets;
  private @Nullable Sps shown; // what `init` was made of
  private @Nullable Init init;

  private Fmp4Packaging(Optional<Colour> colour) {
    this.colour = colour;
  }

  /// @param colour written into the SPS: encoders say nothing, or guess
  public static Fmp4Packaging of(Colour colour) {
    return new Fmp4Packaging(Optional.of(colour));
  }

  /// For video that is passed on as it came. Its pictures are in output order, and a decoder that
  /// is not told so would hold some back: only that is added to the SPS.
  public static Fmp4Packaging untouched() {
    return new Fmp4Packaging(Optional.empty());
  }

  @Override
  public int measure(AccessUnit unit) throws IOException {
    int bytes = writer.measure(unit.data());
    readParameterSets(unit.data()); // some cameras send them on their own
    if (bytes == FragmentWriter.PAYLOAD_OFFSET) {
      return 0;
    }
    if (init == null) {
      throw new IOException("no parameter sets have come yet: nothing could decode this picture");
    }
    return bytes;
  }

  private void readParameterSets(MemorySegment annexB) throws IOException {
    var found = ParameterSets.in(annexB, writer.index());
    if (found.isEmpty() || found.get().equals(sets)) {
      return; // may come once only; those before still hold
    }
    if (isShownAlready(found.get())) {
      sets = found.get();
      return;
    }
    var said = new ParameterSets(amended(found.get().sps()), found.get().pps());
    var sps = Sps.parse(MemorySegment.ofArray(said.sps()));
    var bytes = ByteBuffer.wrap(InitSegment.write(said));
    sets = found.get();
    shown = sps;
    init = new Init(sps.codecString(), sps.width(), sps.height(), bytes, said);
  }

  /// An encoder of ours that is opened anew for fewer pictures a second says a lower level, and all
  /// else as before: who was told of the higher one decodes it. Of baseline alone, where that is
  /// all there is to it.
  private boolean isShownAlready(ParameterSets next) throws IOException {
    var known = shown;
    if (known == null || init == null || init.sets() == null || colour.isEmpty()) {
      return false;
    }
    var sps = Sps.parse(MemorySegment.ofArray(amended(next.sps())));
    return sps.profileIdc() == Sps.BASELINE
        && sps.levelIdc() <= known.levelIdc()
        && sps.atLevel(known.levelIdc()).equals(known)
        && Arrays.deepEquals(next.pps().toArray(), init.sets().pps().toArray());
  }

  private byte[] amended(byte[] sps) throws IOException {
    return colour.isPresent()
        ? SpsRewriter.withColour(sps, colour.get())
        : SpsRewriter.inOrder(sps);
  }

  @Override
  public @Nullable Init init() {
    return init;
  }

  @Override
  public void write(AccessUnit unit, int sequence, MemorySegment to) {
    writer.write(to, sequence, unit.pts().ticks(), unit.duration(), unit.idr());
  }

  @Override
  public int payloadOffset() {
    return FragmentWriter.PAYLOAD_OFFSET;
  }
}
