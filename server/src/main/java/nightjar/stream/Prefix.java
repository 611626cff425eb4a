package nightjar.stream;

import java.lang.foreign.MemorySegment;

/// Bytes that every reader of a kind wants in front of a fragment, so that they are made once too.
public interface Prefix {
  int size();

  void write(Fragment fragment, MemorySegment to);

  Prefix NONE =
      new Prefix() {
        @Override
        public int size() {
          return 0;
        }

        @Override
        public void write(Fragment fragment, MemorySegment to) {}
      };
}
