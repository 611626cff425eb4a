import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import nightjar.filter.Filter;
import nightjar.filter.FilterConfig;
import nightjar.filter.Mask;
import nightjar.filter.Mask.Point;
import nightjar.filter.Overlay;
import nightjar.filter.Turn;
import nightjar.media.Colour;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;

/// The benchmark `filter`: each service's time a picture, next to a plain copy of the picture measured in turn with it.
///
/// Services take turns, a few pictures each, so that what else the machine does hits all alike.
final class Filters {
  private static final int PICTURES_A_TURN = 5;
  private static final long START = 1_795_000_000_000_000L;

  private final PictureFormat format;
  private final int rounds;
  private final Map<String, Service> services = new LinkedHashMap<>();

  /// What is measured, and its times in nanoseconds a picture.
  private record Service(Runnable onePicture, List<Long> times) {}

  private Filters(PictureFormat format, int rounds) {
    this.format = format;
    this.rounds = rounds;
  }

  public static void main(String[] args) throws IOException {
    var options = new ArrayList<>(List.of(args));
    int rounds = options.remove("--quick") ? 40 : 300;
    var size = options.isEmpty() ? "1280x720" : options.removeFirst();
    if (!options.isEmpty() || !size.matches("\\d{2,4}x\\d{2,4}")) {
      System.err.println("bench/filter: wrong usage; --help says what is right");
      System.exit(64);
    }
    var sides = size.split("x");
    var format = new PictureFormat(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]), 15, Colour.SYCC);
    new Filters(format, rounds).run();
  }

  private void run() throws IOException {
    copy();
    var none = List.<Mask>of();
    var small = overlay(Overlay.Size.SMALL, "Front door");
    add("mirror", new FilterConfig(Turn.NONE, true, none, Optional.empty()), 0);
    add("half", new FilterConfig(Turn.HALF, false, none, Optional.empty()), 0);
    add("half, mirror", new FilterConfig(Turn.HALF, true, none, Optional.empty()), 0);
    add("right", new FilterConfig(Turn.RIGHT, false, none, Optional.empty()), 0);
    add("left, mirror", new FilterConfig(Turn.LEFT, true, none, Optional.empty()), 0);
    add("4 masks, a quarter of it", new FilterConfig(Turn.NONE, false, masks(4), Optional.empty()), 0);
    add("32 masks", new FilterConfig(Turn.NONE, false, masks(32), Optional.empty()), 0);
    add("overlay, small", new FilterConfig(Turn.NONE, false, none, small), 0);
    add("  a new second each time", new FilterConfig(Turn.NONE, false, none, small), 1_000_000);
    add("overlay, 60 letters", new FilterConfig(Turn.NONE, false, none, overlay(Overlay.Size.SMALL, "W".repeat(40))), 0);
    add("overlay, large", new FilterConfig(Turn.NONE, false, none, overlay(Overlay.Size.LARGE, "Front door")), 0);
    add("half, 4 masks, overlay", new FilterConfig(Turn.HALF, false, masks(4), small), 0);
    add("right, 4 masks, overlay", new FilterConfig(Turn.RIGHT, false, masks(4), small), 0);
    for (int i = 0; i < rounds * 3 / 2; i++) {
      boolean warm = i >= rounds / 2;
      services.values().forEach(service -> measure(service, warm));
    }
    print();
  }

  private void copy() {
    var from = picture(format).memory();
    var to = picture(format).memory();
    services.put("copy", new Service(() -> MemorySegment.copy(from, 0, to, 0, format.bytes()), new ArrayList<>()));
  }

  /// @param step microseconds from one picture's stamp to the next one's
  private void add(String name, FilterConfig config, long step) {
    var filter = new Filter(config, format, ZoneId.of("Europe/Berlin")); // until the program ends
    var from = picture(format);
    var to = filter.inPlace() ? from : picture(filter.after());
    Runnable onePicture =
        () -> {
          from.stamp(0, from.captured() + step);
          filter.apply(from, to);
        };
    services.put(name, new Service(onePicture, new ArrayList<>()));
  }

  private static Picture picture(PictureFormat format) {
    var picture = new PicturePool(format, 1).take();
    var random = new Random(1);
    for (long at = 0; at + Long.BYTES <= format.bytes(); at += Long.BYTES) {
      picture.memory().set(ValueLayout.JAVA_LONG_UNALIGNED, at, random.nextLong());
    }
    picture.stamp(0, START);
    return picture;
  }

  private static Optional<Overlay> overlay(Overlay.Size size, String label) {
    return Optional.of(new Overlay(label, true, Overlay.Corner.BOTTOM_LEFT, size));
  }

  /// Diamonds side by side, together a quarter of the picture.
  private static List<Mask> masks(int count) {
    var masks = new ArrayList<Mask>();
    for (int i = 0; i < count; i++) {
      double left = (double) i / count;
      double right = (i + 1.0) / count;
      double middle = (left + right) / 2;
      masks.add(new Mask(List.of(new Point(middle, 0.25), new Point(right, 0.5), new Point(middle, 0.75), new Point(left, 0.5))));
    }
    return masks;
  }

  private static void measure(Service service, boolean warm) {
    long start = System.nanoTime();
    for (int i = 0; i < PICTURES_A_TURN; i++) {
      service.onePicture.run();
    }
    if (warm) {
      service.times.add((System.nanoTime() - start) / PICTURES_A_TURN);
    }
  }

  private void print() throws IOException {
    var compilers = ManagementFactory.getRuntimeMXBean().getInputArguments().contains("-XX:TieredStopAtLevel=1") ? "quick" : "both";
    var load = Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
    var java = Runtime.version().toString();
    say("%dx%d, %s, Java %s, compilers: %s, load %s", format.width(), format.height(), System.getProperty("os.arch"), java, compilers, load);
    say("%-26s %8s %8s %8s", "", "ms", "p90", "copies");
    double copy = percentile(services.get("copy"), 50);
    services.forEach((name, s) -> say("%-26s %8.3f %8.3f %8.1f", name, percentile(s, 50), percentile(s, 90), percentile(s, 50) / copy));
    var ratios =
        services.entrySet().stream()
            .map(e -> "\"%s\": %.2f".formatted(e.getKey().strip(), percentile(e.getValue(), 50) / copy))
            .collect(Collectors.joining(", "));
    say("{\"bench\": \"filter\", \"compilers\": \"%s\", \"size\": \"%dx%d\", \"copyMillis\": %.4f, \"copies\": {%s}}", compilers, format.width(), format.height(), copy, ratios);
    say("");
  }

  /// In milliseconds.
  private static double percentile(Service service, int percent) {
    var sorted = service.times.stream().mapToLong(Long::longValue).sorted().toArray();
    return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e6;
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
