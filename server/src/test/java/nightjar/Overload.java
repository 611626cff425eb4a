package nightjar;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import nightjar.base.Clock;
import nightjar.record.file.Anatomy;
import nightjar.record.file.DeviceKey;
import nightjar.record.file.Readable;
import nightjar.record.store.Store;
import nightjar.record.store.StoreConfig;

/// A recording server on a machine that others want for themselves, as somebody outside sees it.
final class Overload implements AutoCloseable {
  /// Of the server's control group: what else this machine does has 100 each.
  static final int WEIGHT = 600;

  /// Of those who want all.
  static final int OTHERS = 10_000;

  private static final long LOOK = 500; // milliseconds
  private static final Pattern LEVEL = Pattern.compile("\"level\":(\\d+)");
  private static final Pattern LINE = Pattern.compile("\"line\":\"([^\"]*)\"");
  private static final Pattern PRESSURE = Pattern.compile("\"pressure\":\\{\"cpu\":([0-9.]+)");

  /// A recorder that leaves no picture out for being quiet.
  ///
  /// @param calm as `governor.calm`
  static String settings(String calm, int width, int height, int fps) {
    return """
    listen: 127.0.0.1:0
    governor: {calm: %s}
    cameras:
      front:
        source: demo
        width: %d
        height: %d
        fps: %d
        quiet: {on: no}
        record: {mode: continuous}
    """
        .formatted(calm, width, height, fps);
  }

  /// A moment.
  ///
  /// @param at seconds from the first look
  /// @param pressure part of ten seconds in which some task waited for a processor; NaN if not
  ///   shown
  /// @param fps pictures a second of main since the look before
  /// @param lost pictures to be recorded that were not
  record Look(double at, int level, String line, double pressure, double fps, long lost) {}

  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;
  private final String token;
  private final Consumer seen;
  private final long start = System.nanoTime();
  private long last = start;
  private double encoded = Double.NaN;

  /// Told of each look.
  interface Consumer {
    void accept(Look look);
  }

  /// @param token of an administrator's
  Overload(int port, String token, Consumer seen) {
    this.base = "http://127.0.0.1:" + port;
    this.token = token;
    this.seen = seen;
  }

  private String ask(String path) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Authorization", "Bearer " + token)
            .build();
    return http.send(request, BodyHandlers.ofString()).body();
  }

  Look look() throws IOException, InterruptedException {
    var health = ask("/api/v1/health");
    var metrics = ask("/metrics");
    long now = System.nanoTime();
    double before = encoded;
    double passed = (now - last) / 1e9;
    encoded = metric(metrics, "nightjar_encoded_pictures_total{rendition=\"front-main\"}");
    last = now;
    var look =
        new Look(
            (now - start) / 1e9,
            Integer.parseInt(found(LEVEL, health).orElseThrow()),
            found(LINE, health).orElseThrow(),
            found(PRESSURE, health).map(Double::parseDouble).orElse(Double.NaN),
            (encoded - before) / passed,
            (long) metric(metrics, "nightjar_record_lost_total{rendition=\"front-main\"}"));
    seen.accept(look);
    return look;
  }

  private static Optional<String> found(Pattern pattern, String text) {
    var m = pattern.matcher(text);
    return m.find() ? Optional.of(m.group(1)) : Optional.empty();
  }

  private static double metric(String text, String name) {
    return text.lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  /// Looks until this is so.
  ///
  /// @return the last look, which may not be so after so many seconds
  Look until(Predicate<Look> so, int seconds) throws IOException, InterruptedException {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    var look = look();
    while (!so.test(look) && System.nanoTime() < end) {
      Thread.sleep(LOOK);
      look = look();
    }
    return look;
  }

  /// What is on the disk of a server that has ended.
  ///
  /// @param seconds from the first picture to the last
  /// @param gap longest time between two files, in milliseconds
  /// @param fewest pictures a second in any piece but the last of a file
  record Kept(double seconds, long gap, double fewest) {}

  /// @param data of the server
  static Kept kept(Path data) throws IOException {
    try (var store =
        Store.open(
            data.resolve("footage"), StoreConfig.STANDARD, DeviceKey.open(data), Clock.SYSTEM)) {
      var all = store.find("front", Optional.of("main"), 0, Long.MAX_VALUE);
      long gap = 0;
      double fewest = Double.POSITIVE_INFINITY;
      for (int i = 0; i < all.size(); i++) {
        gap = i == 0 ? 0 : Math.max(gap, all.get(i).start() - all.get(i - 1).end());
        fewest = Math.min(fewest, fewest(all.get(i).file()));
      }
      double seconds = (all.getLast().end() - all.getFirst().start()) / 1e6;
      return new Kept(seconds, gap / 1000, fewest);
    }
  }

  private static double fewest(Path file) throws IOException {
    try (var channel = FileChannel.open(file)) {
      var pieces = Anatomy.read(Readable.of(channel)).pieces();
      return pieces.stream()
          .limit(Math.max(1, pieces.size() - 1))
          .mapToDouble(piece -> piece.samples() * 90_000.0 / piece.duration())
          .min()
          .orElseThrow();
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
