package nightjar.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nightjar.base.OwnNames;

/// Turns a setting's text into its value, or says what would be right.
final class Values {
  private static final Pattern SCALED = Pattern.compile("(\\d{1,9})(\\.\\d{1,3})?([kM]?)");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,6})([MG])");
  private static final Pattern TIME = Pattern.compile("(\\d{1,6})(ms|s|m|h|d)");

  private static final String SHORT = "500ms, 2s or 1m";
  private static final String LONG = "90m, 12h or 14d";
  private static final int MOST_NAMES = 20;

  private Values() {}

  /// @param <T> the value's type
  @FunctionalInterface
  interface Parser<T> {
    /// @throws IllegalArgumentException whose message says what would be right
    T parse(String text);
  }

  static Parser<Integer> whole(int least, int most) {
    return multiple(1, least, most, "a whole number from %d to %d".formatted(least, most));
  }

  static Parser<Integer> even(int least, int most) {
    return multiple(2, least, most, "an even number from %d to %d".formatted(least, most));
  }

  static Parser<Integer> multiple(int of, int least, int most) {
    return multiple(of, least, most, "a multiple of %d from %d to %d".formatted(of, least, most));
  }

  private static Parser<Integer> multiple(int of, int least, int most, String right) {
    return text -> {
      long value = text.matches("\\d{1,10}") ? Long.parseLong(text) : -1;
      if (value < least || value > most || value % of != 0) {
        throw new IllegalArgumentException(right);
      }
      return (int) value;
    };
  }

  /// A constant by its name in small letters.
  static <E extends Enum<E>> Parser<E> word(Class<E> kind) {
    var words = new TreeMap<String, E>();
    for (var constant : kind.getEnumConstants()) {
      words.put(constant.name().toLowerCase(Locale.ROOT), constant);
    }
    return text -> {
      var constant = words.get(text);
      if (constant == null) {
        throw new IllegalArgumentException("one of " + String.join(", ", words.keySet()));
      }
      return constant;
    };
  }

  static Parser<Double> number(double least, double most) {
    return text -> {
      if (!text.matches("\\d{1,9}(\\.\\d{1,6})?")
          || Double.parseDouble(text) < least
          || Double.parseDouble(text) > most) {
        throw new IllegalArgumentException("a number from %s to %s".formatted(least, most));
      }
      return Double.valueOf(text);
    };
  }

  static Parser<String> oneOf(String... words) {
    return text -> {
      if (!List.of(words).contains(text)) {
        throw new IllegalArgumentException("one of " + String.join(", ", words));
      }
      return text;
    };
  }

  static Parser<Duration> duration(Duration least, Duration most) {
    return text -> {
      var parts = TIME.matcher(text);
      var value = parts.matches() ? duration(parts.group(1), parts.group(2)) : null;
      if (value == null || value.compareTo(least) < 0 || value.compareTo(most) > 0) {
        throw new IllegalArgumentException(
            "a time from %s to %s, such as %s"
                .formatted(words(least), words(most), most.toDays() > 0 ? LONG : SHORT));
      }
      return value;
    };
  }

  private static Duration duration(String number, String unit) {
    long n = Long.parseLong(number);
    return switch (unit) {
      case "ms" -> Duration.ofMillis(n);
      case "s" -> Duration.ofSeconds(n);
      case "m" -> Duration.ofMinutes(n);
      case "h" -> Duration.ofHours(n);
      default -> Duration.ofDays(n);
    };
  }

  private static String words(Duration time) {
    if (time.toMillis() % 1000 != 0) {
      return time.toMillis() + "ms";
    }
    boolean days = time.toDays() > 0 && time.equals(Duration.ofDays(time.toDays()));
    boolean hours = time.toHours() > 0 && time.equals(Duration.ofHours(time.toHours()));
    return days ? time.toDays() + "d" : hours ? time.toHours() + "h" : time.toSeconds() + "s";
  }

  static String text(String text) {
    return text;
  }

  static int signed(String text) {
    if (!text.matches("-?\\d{1,9}")) {
      throw new IllegalArgumentException("a whole number");
    }
    return Integer.parseInt(text);
  }

  static boolean yesOrNo(String text) {
    return switch (text) {
      case "yes", "true", "on" -> true;
      case "no", "false", "off" -> false;
      default -> throw new IllegalArgumentException("yes or no");
    };
  }

  static int bitrate(String text) {
    return scaled(
        text, 1000, 50_000, 50_000_000, "bits a second from 50k to 50M, such as 800k or 1.5M");
  }

  static int bytes(String text) {
    return scaled(text, 1024, 1 << 20, 256 << 20, "bytes from 1M to 256M");
  }

  /// Of what is kept on the disk.
  static long size(String text) {
    var parts = SIZE.matcher(text);
    long value = -1;
    if (parts.matches()) {
      value = Long.parseLong(parts.group(1)) << (parts.group(2).equals("G") ? 30 : 20);
    }
    if (value < 1 << 20 || value > 1024L << 30) {
      throw new IllegalArgumentException("bytes from 1M to 1024G, such as 256M or 2G");
    }
    return value;
  }

  private static int scaled(String text, int thousand, int least, int most, String right) {
    var parts = SCALED.matcher(text);
    double value = -1;
    if (parts.matches()) {
      var fraction = parts.group(2) == null ? "" : parts.group(2);
      var unit = parts.group(3);
      double scale = unit.equals("k") ? thousand : unit.equals("M") ? thousand * thousand : 1;
      value = Double.parseDouble(parts.group(1) + fraction) * scale;
    }
    if (value < least || value > most) {
      throw new IllegalArgumentException(right);
    }
    return (int) Math.round(value);
  }

  static Path path(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("the path of a file");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException _) {
      throw new IllegalArgumentException("the path of a file");
    }
  }

  static Optional<Path> absoluteIfAny(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    var path = path(text);
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException("the path of a file, from / on");
    }
    return Optional.of(path);
  }

  /// Names with commas between them; none when the text is empty.
  static List<String> names(String text) {
    var names = list(text).stream().map(name -> name.toLowerCase(Locale.ROOT)).distinct().toList();
    if (names.size() > MOST_NAMES || !names.stream().allMatch(OwnNames::isName)) {
      throw new IllegalArgumentException(
          "up to %d names with commas between them, such as \"cameras.lan, nightjar.home.arpa\""
              .formatted(MOST_NAMES));
    }
    return names;
  }

  /// Addresses with commas between them; none when the text is empty.
  static Set<InetAddress> hosts(String text) {
    try {
      return list(text).stream().map(Values::host).collect(Collectors.toUnmodifiableSet());
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException(
          "addresses with commas between them, such as \"127.0.0.1, 192.168.1.2\"");
    }
  }

  private static InetAddress host(String text) {
    if (!text.matches("[0-9a-fA-F.:]+")) {
      throw new IllegalArgumentException(text);
    }
    return InetAddress.ofLiteral(text);
  }

  private static List<String> list(String text) {
    return text.isBlank() ? List.of() : List.of(text.strip().split("\\s*,\\s*", -1));
  }

  /// An address and a port, or `off`.
  static Optional<InetSocketAddress> addressOrOff(String text) {
    if (text.equals("off")) {
      return Optional.empty();
    }
    try {
      return Optional.of(address(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + ", or off", e);
    }
  }

  static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    var host = colon < 0 ? "" : text.substring(0, colon).replaceAll("^\\[|]$", "");
    var port = text.substring(colon + 1);
    if (!host.matches("[0-9a-fA-F.:]+") || !port.matches("\\d{1,5}")) {
      throw new IllegalArgumentException("an address and a port, such as 127.0.0.1:8080");
    }
    try {
      return new InetSocketAddress(InetAddress.ofLiteral(host), Integer.parseInt(port));
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException("an address and a port, such as 127.0.0.1:8080");
    }
  }
}
