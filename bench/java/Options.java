import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A benchmark's options, each a name and a whole number.
record Options(Map<String, Long> values) {
  /// @param args the tree's root, then options
  static Options of(String[] args, Map<String, Long> otherwise) {
    var values = new HashMap<>(otherwise);
    for (int i = 1; i < args.length; i += 2) {
      var name = args[i].replaceFirst("^--", "");
      if (!args[i].startsWith("--") || !otherwise.containsKey(name) || i + 1 == args.length || !args[i + 1].matches("\\d{1,18}")) {
        System.err.println("nightjar: wrong usage; --help says what is right");
        System.exit(64);
      }
      values.put(name, Long.valueOf(args[i + 1]));
    }
    return new Options(values);
  }

  long get(String name) {
    return values.get(name);
  }

  /// Ends the program when it takes longer than it ever should.
  static void endAfter(int seconds) {
    var watchdog =
        new Thread(
            () -> {
              try {
                TimeUnit.SECONDS.sleep(seconds);
                System.err.println("nightjar: the benchmark took longer than " + seconds + " s; ending");
                System.exit(70);
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            },
            "watchdog");
    watchdog.setDaemon(true);
    watchdog.start();
  }
}
