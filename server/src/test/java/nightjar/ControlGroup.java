package nightjar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Processes that share the processors with all others by a weight of their own, and of which the
/// kernel says what they wait for.
final class ControlGroup implements AutoCloseable {
  private static final Path TREE = Path.of("/sys/fs/cgroup");
  private static final int SHARES = 1024; // of version 1, as those of version 2 are 100

  private final List<Path> folders = new ArrayList<>();
  private final List<Process> busy = new ArrayList<>();

  private ControlGroup() {}

  /// An empty one; none where none can be made: it takes root, and the controller `cpu` of version
  /// 1 or 2.
  ///
  /// @param weight of which each process outside has 100 in version 1, and all together in version
  ///   2
  static Optional<ControlGroup> make(String name, int weight) {
    var group = new ControlGroup();
    try {
      if (Files.exists(TREE.resolve("cgroup.controllers"))) {
        group.add(TREE, name, "cpu.weight", weight);
      } else {
        group.add(TREE.resolve("cpu"), name, "cpu.shares", weight * SHARES / 100);
        group.add(TREE.resolve("unified"), name);
      }
      return Optional.of(group);
    } catch (IOException _) {
      group.close();
      return Optional.empty();
    }
  }

  private void add(Path tree, String name, String file, int weight) throws IOException {
    Files.writeString(add(tree, name).resolve(file), Integer.toString(weight));
  }

  private Path add(Path tree, String name) throws IOException {
    var folder = tree.resolve("nightjar-" + name + "-" + ProcessHandle.current().pid());
    Files.createDirectory(folder);
    folders.add(folder);
    return folder;
  }

  /// The same command, begun inside, and on the first processor alone: however many there are, what
  /// is in two groups has to share.
  List<String> around(List<String> command) {
    var enter = new StringBuilder();
    for (var folder : folders) {
      enter.append("echo $$ > '").append(folder).append("/cgroup.procs' && ");
    }
    var whole = Stream.of("taskset", "-c", "0", "sh", "-c", enter + "exec \"$@\"", "sh");
    return Stream.concat(whole, command.stream()).toList();
  }

  /// @param count processes that want all of it
  void stress(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      var command = around(List.of("sh", "-c", "while :; do :; done"));
      busy.add(new ProcessBuilder(command).start());
    }
  }

  void relax() {
    busy.forEach(Process::destroyForcibly);
    busy.forEach(process -> process.onExit().join());
    busy.clear();
  }

  /// Once its processes have ended.
  @Override
  public void close() {
    relax();
    for (var folder : folders) {
      try {
        Files.deleteIfExists(folder);
      } catch (IOException _) {
        // empty, it costs nothing
      }
    }
  }
}
