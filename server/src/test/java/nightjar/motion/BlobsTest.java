package nightjar.motion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BlobsTest {
  private static final int BRIGHT = 200 * 16;
  private static final int DARK = 50 * 16;

  /// A connected part: what `Blob` says of it.
  private record Part(int area, int left, int top, int right, int bottom) {}

  private record Mask(Grid grid, List<Integer> blocks) {
    boolean[] set() {
      boolean[] set = new boolean[grid.blocks()];
      blocks.forEach(i -> set[i] = true);
      return set;
    }
  }

  @Test
  void areThoseOfAPlainFloodFill() {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    for (int n = 0; n < 300; n++) {
      var grid = Grid.of(16 + random.nextInt(300), 16 + random.nextInt(300));
      double dense = random.nextDouble();
      var blocks =
          IntStream.range(0, grid.blocks()).filter(_ -> random.nextDouble() < dense).boxed();
      var mask = new Mask(grid, blocks.toList());
      int smallest = 3 + random.nextInt(10);
      var parts = plainly(mask, smallest);
      var found = found(mask, smallest);
      assertEquals(parts.stream().limit(Blobs.MOST).map(Part::area).toList(), areas(found));
      if (parts.size() <= Blobs.MOST) {
        assertEquals(sorted(parts), sorted(found), "-Dseed=" + seed);
      }
    }
  }

  @Test
  void aSpiralIsOne() {
    var grid = Grid.of(64, 64);
    var spiral = new ArrayList<Integer>();
    for (int ring = 0; ring < 8; ring += 2) {
      for (int i = ring; i < 16 - ring; i++) {
        spiral.add(ring * 16 + i);
        spiral.add((15 - ring) * 16 + i);
        spiral.add(i * 16 + 15 - ring);
        if (i > ring + 1) {
          spiral.add(i * 16 + ring);
        }
      }
      spiral.add((ring + 2) * 16 + ring + 1);
    }
    var mask = new Mask(grid, spiral.stream().distinct().sorted().toList());
    assertEquals(List.of(mask.blocks.size()), areas(found(mask, 3)));
  }

  @Test
  void whatIsSmallerThanIsAskedBelongsToNone() {
    var grid = Grid.of(64, 64);
    var seen = new Background(grid);
    var blobs = new Blobs(grid);
    look(seen, new Mask(grid, List.of(0, 1, 2, 16, 100, 101, 102)));
    blobs.find(seen, 4);
    assertEquals(1, blobs.count());
    assertNotNull(blobs.at(16));
    assertNull(blobs.at(100));
    assertNull(blobs.at(50));
  }

  @Test
  void thoseOfThePictureBeforeAreForgotten() {
    var grid = Grid.of(64, 64);
    var seen = new Background(grid);
    var blobs = new Blobs(grid);
    look(seen, new Mask(grid, List.of(17, 18, 19, 33)));
    blobs.find(seen, 3);
    blobs.clear(seen);
    look(seen, new Mask(grid, List.of(20, 21, 22)));
    blobs.find(seen, 3);
    assertEquals(List.of(3), areas(parts(blobs)));
  }

  @Test
  void manySpecksDoNotHideWhatIsLarge() {
    var grid = Grid.of(640, 480);
    var blocks = new ArrayList<Integer>();
    for (int i = 0; i < 400; i++) {
      blocks.add(i / 80 * 2 * grid.columns() + i % 80 * 2);
    }
    for (int i = 0; i < 400; i++) {
      blocks.add((60 + i / 20) * grid.columns() + 50 + i % 20);
    }
    assertEquals(List.of(400), areas(found(new Mask(grid, blocks), 20)));
  }

  private static List<Part> found(Mask mask, int smallest) {
    var seen = new Background(mask.grid);
    look(seen, mask);
    var blobs = new Blobs(mask.grid);
    blobs.find(seen, smallest);
    return parts(blobs);
  }

  private static List<Part> parts(Blobs blobs) {
    return IntStream.range(0, blobs.count())
        .mapToObj(blobs::get)
        .map(blob -> new Part(blob.area, blob.left, blob.top, blob.right, blob.bottom))
        .toList();
  }

  /// Makes the mask's blocks the weak ones.
  private static void look(Background seen, Mask mask) {
    int[] blocks = new int[mask.grid.blocks()];
    Arrays.fill(blocks, DARK);
    seen.adopt(blocks);
    int[] before = blocks.clone();
    mask.blocks.forEach(i -> blocks[i] = BRIGHT);
    var needs = Background.Needs.of(MotionConfig.STANDARD);
    seen.compare(blocks, before, new Tone(), needs, 0, 0, 0, new boolean[blocks.length]);
    assertEquals(mask.blocks.size(), seen.weakCount());
  }

  private static List<Integer> areas(List<Part> parts) {
    return parts.stream().map(Part::area).toList();
  }

  private static List<Part> sorted(List<Part> parts) {
    return parts.stream()
        .sorted(
            Comparator.comparing(Part::area)
                .thenComparing(Part::left)
                .thenComparing(Part::top)
                .thenComparing(Part::right)
                .thenComparing(Part::bottom))
        .toList();
  }

  /// The largest first.
  private static List<Part> plainly(Mask mask, int smallest) {
    boolean[] left = mask.set();
    var parts = new ArrayList<Part>();
    for (int i = 0; i < left.length; i++) {
      if (left[i]) {
        var part = flood(mask.grid, left, i);
        if (part.area >= smallest) {
          parts.add(part);
        }
      }
    }
    parts.sort(Comparator.comparing(Part::area).reversed());
    return parts;
  }

  private static Part flood(Grid grid, boolean[] left, int from) {
    var part = new Part(0, grid.columns(), grid.rows(), 0, 0);
    var next = new ArrayDeque<>(List.of(from));
    left[from] = false;
    while (!next.isEmpty()) {
      int i = next.pop();
      int x = i % grid.columns();
      int y = i / grid.columns();
      part =
          new Part(
              part.area + 1,
              Math.min(part.left, x),
              Math.min(part.top, y),
              Math.max(part.right, x + 1),
              Math.max(part.bottom, y + 1));
      for (int n = 0; n < 9; n++) {
        int atX = x + n % 3 - 1;
        int atY = y + n / 3 - 1;
        boolean inside = atX >= 0 && atX < grid.columns() && atY >= 0 && atY < grid.rows();
        if (inside && left[atY * grid.columns() + atX]) {
          left[atY * grid.columns() + atX] = false;
          next.push(atY * grid.columns() + atX);
        }
      }
    }
    return part;
  }
}
