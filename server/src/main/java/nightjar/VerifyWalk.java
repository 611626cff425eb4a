package nightjar;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nightjar.record.file.Chain;
import nightjar.record.file.Verdict;

/// All files of a folder taken together: the chain of each camera, and what is wrong with any.
final class VerifyWalk {
  private final Map<String, List<Checked>> byCamera = new TreeMap<>();
  private int files;
  private int foreign; // those that say of no camera

  /// What was found of one camera.
  ///
  /// @param whole how many files are
  /// @param from wall time of the first of them
  record Camera(String name, int files, int whole, long from, long to, List<Chain.Fault> faults) {
    /// Files that are not what follows the one before; what is missing may have been removed.
    int broken() {
      int broken = 0;
      for (var fault : faults) {
        broken +=
            switch (fault) {
              case Chain.Fault.Missing _ -> 0;
              case Chain.Fault.Broken _, Chain.Fault.Twice _ -> 1;
            };
      }
      return broken;
    }
  }

  void add(Checked checked) {
    files++;
    if (checked.heading().isPresent()) {
      var camera = checked.heading().get().camera();
      byCamera.computeIfAbsent(camera, _ -> new ArrayList<>()).add(checked);
    } else {
      foreign++;
    }
  }

  int files() {
    return files;
  }

  /// Files that are not whole; the newest of each rendition may still be open.
  int wrong() {
    return foreign + byCamera.values().stream().mapToInt(VerifyWalk::wrong).sum();
  }

  private static int wrong(List<Checked> camera) {
    var newest = new HashMap<String, Checked>();
    for (var checked : camera) {
      newest.merge(rendition(checked), checked, (a, b) -> start(b) >= start(a) ? b : a);
    }
    var open = new HashSet<>(newest.values());
    return (int)
        camera.stream()
            .filter(c -> !c.whole())
            .filter(c -> !(c.verdict() instanceof Verdict.Unsealed && open.contains(c)))
            .count();
  }

  private static String rendition(Checked checked) {
    return checked.heading().orElseThrow().rendition();
  }

  private static long start(Checked checked) {
    return checked.heading().orElseThrow().wall();
  }

  List<Camera> cameras() {
    var cameras = new ArrayList<Camera>();
    byCamera.forEach((name, all) -> cameras.add(camera(name, all)));
    return cameras;
  }

  private static Camera camera(String name, List<Checked> all) {
    var links = all.stream().flatMap(checked -> checked.link().stream()).toList();
    int whole = (int) all.stream().filter(Checked::whole).count();
    long from = links.stream().mapToLong(Chain.Link::from).min().orElse(0);
    long to = links.stream().mapToLong(Chain.Link::to).max().orElse(0);
    return new Camera(name, all.size(), whole, from, to, Chain.check(links));
  }
}
