package nightjar.record.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a soldered flash chip (eMMC) says of its own wear. SD cards mostly say nothing.
///
/// @param device its name in the kernel
/// @param used percent of its life that are used up, at most; 110 when it is past it
/// @param reserve in words how much is left of its spare blocks; empty when it does not say
public record Wear(String device, int used, String reserve) {
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final int PAST = 0x0b; // the standard's word for more than 100 %

  /// Of the disk on which a place is.
  static Optional<Wear> of(Path place) {
    try {
      long device = (long) Files.getAttribute(place, "unix:dev");
      return of(Path.of("/sys/dev/block"), major(device) + ":" + minor(device));
    } catch (IOException | RuntimeException _) {
      return Optional.empty();
    }
  }

  /// @param devices /sys/dev/block
  static Optional<Wear> of(Path devices, String number) throws IOException {
    var block = devices.resolve(number).toRealPath();
    if (Files.exists(block.resolve("partition"))) {
      block = block.resolveSibling("");
    }
    var life = block.resolve("device/life_time"); // "0x01 0x02": two kinds of cells
    if (!Files.exists(life)) {
      return Optional.empty();
    }
    int worst = BLANKS.splitAsStream(text(life)).mapToInt(Wear::number).max().orElse(0); // tenths
    return worst == 0 // it does not say
        ? Optional.empty()
        : Optional.of(
            new Wear(
                String.valueOf(block.getFileName()), Math.min(worst, PAST) * 10, reserve(block)));
  }

  private static String reserve(Path block) throws IOException {
    var file = block.resolve("device/pre_eol_info");
    if (!Files.exists(file)) {
      return "";
    }
    return switch (number(text(file))) {
      case 1 -> "normal";
      case 2 -> "80 % of its spare blocks are used";
      case 3 -> "90 % of its spare blocks are used";
      default -> "";
    };
  }

  /// 0, which says nothing, when it is none.
  private static int number(String text) {
    try {
      return Math.max(0, Integer.decode(text));
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, ISO_8859_1).strip();
  }

  private static long major(long device) {
    return (device >>> 8 & 0xfff) | (device >>> 32 & 0xffff_f000L);
  }

  private static long minor(long device) {
    return (device & 0xff) | (device >>> 12 & 0xf_ff00L);
  }
}
