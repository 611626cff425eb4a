package nightjar.record.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is made of what the kernel shows of a chip, in a tree as in /sys.
class WearTest {
  private static final String DISK = "179:0";
  private static final String PARTITION = "179:2";

  @TempDir private Path root;
  private Path chip;

  @BeforeEach
  void tree() throws IOException {
    var block = Files.createDirectories(root.resolve("devices/mmc0/block/mmcblk0"));
    chip = Files.createDirectories(block.resolve("device"));
    var part = Files.createDirectories(block.resolve("mmcblk0p2"));
    Files.writeString(part.resolve("partition"), "2\n");
    var numbers = Files.createDirectories(root.resolve("dev/block"));
    Files.createSymbolicLink(numbers.resolve(DISK), Path.of("../../devices/mmc0/block/mmcblk0"));
    Files.createSymbolicLink(
        numbers.resolve(PARTITION), Path.of("../../devices/mmc0/block/mmcblk0/mmcblk0p2"));
  }

  private Optional<Wear> of(String number) throws IOException {
    return Wear.of(root.resolve("dev/block"), number);
  }

  private void life(String text) throws IOException {
    Files.writeString(chip.resolve("life_time"), text);
  }

  private void spare(String text) throws IOException {
    Files.writeString(chip.resolve("pre_eol_info"), text);
  }

  @Test
  void aCardThatSaysNothingIsOfNoWear() throws IOException {
    assertEquals(Optional.empty(), of(DISK));
    assertEquals(Optional.empty(), of(PARTITION));
  }

  @Test
  void aPartitionIsOfTheChipItIsOn() throws IOException {
    life("0x03 0x02\n");
    spare("0x01\n");
    var expected = Optional.of(new Wear("mmcblk0", 30, "normal"));
    assertEquals(expected, of(PARTITION));
    assertEquals(expected, of(DISK));
  }

  @Test
  void whatTheKernelDoesNotKnowIsOfNoWear() {
    assertEquals(Optional.empty(), Wear.of(Path.of("/proc")));
    assertEquals(Optional.empty(), Wear.of(root.resolve("nowhere")));
  }

  @ParameterizedTest
  @CsvSource({
    "0x01 0x01, 10",
    "0x01 0x02, 20",
    "0x0a 0x01, 100",
    "0x0b 0x01, 110",
    "0xff 0x01, 110",
    "0x00 0x04, 40",
    "0x05, 50",
    "0x01 0x02 what, 20",
  })
  void theWorseOfTwoKindsOfCellsCounts(String text, int used) throws IOException {
    life(text + "\n");
    assertEquals(used, of(DISK).orElseThrow().used());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0x00 0x00",
        "",
        "0x",
        "unknown",
        "-0x03 -0x01",
        "0x0fffffffffff",
      })
  void whatSaysNothingIsOfNoWear(String text) throws IOException {
    life(text);
    assertEquals(Optional.empty(), of(DISK));
  }

  @ParameterizedTest
  @CsvSource({
    "0x01, normal",
    "0x02, 80 % of its spare blocks are used",
    "0x03, 90 % of its spare blocks are used",
    "0x00, ''",
    "0x04, ''",
    "'', ''",
    "what, ''",
  })
  void spareBlocksAreSaidInWordsWhereTheyAreKnown(String text, String words) throws IOException {
    life("0x02 0x02\n");
    spare(text + "\n");
    assertEquals(new Wear("mmcblk0", 20, words), of(DISK).orElseThrow());
  }

  @Test
  void whateverIsThereItIsAShareOrNothing() throws IOException {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      life(text(random));
      spare(text(random));
      var wear = of(DISK);
      assertTrue(
          wear.isEmpty() || (wear.get().used() >= 10 && wear.get().used() <= 110),
          () -> "seed " + seed + ": " + wear);
    }
  }

  private static String text(Random random) {
    var letters = "0123456789abxX -+#\n\t\0\u00e9";
    var text = new StringBuilder(random.nextBoolean() ? "0x0" : "");
    for (int i = random.nextInt(8); i > 0; i--) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return new String(text.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
