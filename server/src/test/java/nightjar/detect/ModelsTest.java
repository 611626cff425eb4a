package nightjar.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Models that a settings file names: each is tried in a process of its own.
class ModelsTest {
  private static final int SIZE = 32;

  @TempDir Path dir;

  @BeforeEach
  void needsTheLibrary() {
    assumeTrue(Files.isDirectory(natives()), "TensorFlow Lite was not fetched");
  }

  private static Path natives() {
    return Path.of(System.getProperty("nightjar.natives", "none"));
  }

  private Models named(byte[] model, String labels) throws IOException {
    Files.writeString(dir.resolve("labels.txt"), labels);
    return named(Files.write(dir.resolve("own.tflite"), model), dir.resolve("labels.txt"));
  }

  private Models named(Path model, Path labels) {
    return new Models(natives(), model, Optional.of(labels), false, 1);
  }

  private static byte[] yolo() {
    return new TfliteFile()
        .input(TfliteFile.FLOAT32, 1, SIZE, SIZE, 3)
        .output(new float[] {0.5f, 0.5f, 0.2f, 0.4f, 0.9f, 0.8f, 0}, 1, 1, 7)
        .bytes();
  }

  private static String refusal(Models models) {
    var e = assertThrows(BadModelException.class, models::open);
    return String.valueOf(e.getMessage());
  }

  @Test
  void opensOne() throws IOException {
    var models = named(yolo(), "Person\ntruck\n");
    assertEquals("own.tflite", models.name());
    assertEquals(Set.of(Kind.PERSON, Kind.CAR), models.kinds());
    try (var net = models.open()) {
      assertEquals(SIZE, net.size());
    }
    long began = System.nanoTime();
    models.open().close();
    assertTrue(System.nanoTime() - began < 200_000_000, "it was tried again");
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    assertTrue(
        refusal(named(yolo(), "person\n")).startsWith("the model's outputs are float32 [1,"));
    assertTrue(refusal(named(yolo(), "boot\nmug\n")).startsWith("none of the 2 labels names"));
    assertEquals(
        "own.tflite: it is not a TensorFlow Lite model: The model is not a valid Flatbuffer buffer",
        refusal(named(new byte[1000], "person\ncar\n")));
  }

  @Test
  void saysWhatIsMissing() throws IOException {
    var none = dir.resolve("none");
    var some = Files.writeString(dir.resolve("some"), "person\n");
    assertEquals("there are no labels: %s is no file".formatted(none), refusal(named(some, none)));
    assertEquals("there is no model: %s is no file".formatted(none), refusal(named(none, some)));
    assertEquals(
        "a model needs labels: a file with its classes, a line each",
        refusal(new Models(natives(), some, Optional.empty(), false, 1)));
    var unreadable = Files.write(dir.resolve("bytes"), new byte[] {'c', 'a', (byte) 0xff});
    assertEquals("%s is no text in UTF-8".formatted(unreadable), refusal(named(some, unreadable)));
    var empty = Files.write(dir.resolve("empty"), new byte[0]);
    assertTrue(refusal(named(empty, some)).contains("this has 0 bytes"));
    var comesAlong = new Models(natives(), none, Optional.of(some), true, 1);
    assertEquals(
        "there is no model: './nightjar build' gets it",
        assertThrows(IOException.class, comesAlong::open).getMessage());
    var damaged = new Models(natives(), some, Optional.of(some), true, 1);
    assertEquals(
        "%s is damaged: remove it, and './nightjar build' gets it anew".formatted(some),
        refusal(damaged));
    var noLibrary = new Models(dir, some, Optional.of(some), false, 1);
    assertTrue(
        String.valueOf(assertThrows(IOException.class, noLibrary::open).getMessage())
            .startsWith("TensorFlow Lite is missing: there is no "));
  }

  /// What asks for more memory than there may be ends its trial, or is refused by the library.
  @Test
  void survivesOneThatWantsTheWholeMemory() throws IOException {
    var huge =
        new TfliteFile()
            .input(TfliteFile.FLOAT32, 1, 1280, 1280, 3)
            .input(TfliteFile.FLOAT32, 30_000, 30_000)
            .output(new float[7], 1, 1, 7)
            .bytes();
    var said = refusal(named(huge, "person\ncar\n"));
    assertTrue(
        said.startsWith("the model ended the program that tried it")
            || said.startsWith("the model's input is ")
            || said.startsWith("own.tflite: TensorFlow Lite cannot run it"),
        said);
  }

  @Test
  void knowsKindsByTheirNames() {
    var labels = Labels.of(List.of("???", "person", "Motorcycle", "handbag", "Box", "bear", ""));
    assertEquals(6, labels.count());
    assertEquals(Kind.PERSON, labels.kind(0));
    assertEquals(Kind.CAR, labels.kind(1));
    assertEquals(null, labels.kind(2));
    assertEquals(Kind.PARCEL, labels.kind(3));
    assertEquals(Kind.ANIMAL, labels.kind(4));
    assertEquals(null, labels.kind(5));
    assertEquals(null, labels.kind(-1));
    assertEquals(null, labels.kind(6));
  }
}
