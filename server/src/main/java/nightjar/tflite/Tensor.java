package nightjar.tflite;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// What goes into a model, or comes out.
///
/// @param memory the interpreter's own, for as long as that is open; empty where the size is known
///   only after a run
public record Tensor(String name, TensorType type, List<Integer> shape, MemorySegment memory) {
  public Tensor {
    shape = List.copyOf(shape);
  }

  /// Such as `float32 [1, 300, 300, 3]`.
  @Override
  public String toString() {
    return type + " " + shape;
  }
}
