package nightjar.container.fmp4;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Numbers of 32 bits for a table, as many as come.
final class Ints {
  private int[] values = new int[64];
  private int count;

  void add(int value) {
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * count);
    }
    values[count++] = value;
  }

  int count() {
    return count;
  }

  int get(int i) {
    return values[i];
  }

  void set(int i, int value) {
    values[i] = value;
  }

  byte[] bytes() {
    var out = ByteBuffer.allocate(4 * count);
    out.asIntBuffer().put(values, 0, count);
    return out.array();
  }
}
