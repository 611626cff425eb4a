package nightjar.filter;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import nightjar.media.PictureFormat;

/// The masks of a camera at one picture size, burnt in as dark grey.
///
/// Which samples they touch is worked out once; a chroma sample is masked when any of the four luma
/// samples it colours is.
final class Blackout {
  static final byte LUMA = 32;
  static final byte CHROMA = (byte) 128;

  private final Plane[] planes;
  private final int[] lumaRuns;
  private final int[] chromaRuns;
  private final MemorySegment lumaRow;
  private final MemorySegment chromaRow;

  Blackout(List<Mask> masks, PictureFormat format, Arena arena) {
    this.planes = Plane.of(format);
    var luma = Coverage.of(masks, format.width(), format.height());
    this.lumaRuns = luma.runs();
    this.chromaRuns = luma.half().runs();
    this.lumaRow = arena.allocate(format.width()).fill(LUMA);
    this.chromaRow = arena.allocate(format.width()).fill(CHROMA);
  }

  void burn(MemorySegment picture) {
    burn(lumaRuns, lumaRow, picture, planes[0].offset());
    burn(chromaRuns, chromaRow, picture, planes[1].offset());
    burn(chromaRuns, chromaRow, picture, planes[2].offset());
  }

  /// Copied rather than filled: filling a part would need an object for that part.
  private static void burn(int[] runs, MemorySegment row, MemorySegment picture, long plane) {
    for (int i = 0; i < runs.length; i += 2) {
      MemorySegment.copy(row, 0, picture, plane + runs[i], runs[i + 1]);
    }
  }
}
