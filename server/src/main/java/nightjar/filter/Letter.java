package nightjar.filter;

import java.lang.foreign.MemorySegment;

/// One character as it is copied into pictures: light, with a dark outline.
final class Letter {
  /// A cell of samples, row by row.
  final MemorySegment luma;

  /// Triples of a row, a column and a number of samples: what of the cell is not see-through.
  final int[] runs;

  Letter(MemorySegment luma, int[] runs) {
    this.luma = luma;
    this.runs = runs;
  }
}
