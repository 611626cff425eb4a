package nightjar.detect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import nightjar.media.Colour;
import nightjar.tflite.Interpreter;
import nightjar.tflite.TensorFlowLite;
import nightjar.tflite.TfliteException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Real model files of each family, which always see the same.
class HeadsTest {
  private static final int SIZE = 32;
  private static final int ANCHORS = Anchors.count(SIZE);
  private static final Labels THREE = Labels.of(List.of("person", "boot", "Dog"));

  @BeforeEach
  void needsTheLibrary() {
    assumeTrue(Files.isDirectory(natives()), "TensorFlow Lite was not fetched");
  }

  private static Path natives() {
    return Path.of(System.getProperty("nightjar.natives", "none"));
  }

  private static TfliteFile picture() {
    return new TfliteFile().input(TfliteFile.FLOAT32, 1, SIZE, SIZE, 3);
  }

  /// What a model sees, however it is shown a picture.
  private static String sees(byte[] model, Labels labels) throws IOException {
    var arena = Arena.ofShared();
    var bytes = arena.allocate(model.length, 64);
    bytes.copyFrom(MemorySegment.ofArray(model));
    var file = new ModelFile(arena, bytes, Optional.empty());
    try (file;
        var interpreter = Interpreter.open(TensorFlowLite.load(natives()), file.bytes(), 1)) {
      var net = new TfliteNet(file, interpreter, Heads.of(interpreter, labels));
      assertEquals(SIZE, net.size());
      var picture = Pictures.plain(64, 64, Colour.SYCC, 128);
      net.take(picture, new Crop(0, 0, 64, 64));
      picture.release();
      var all = new ArrayList<String>();
      for (var found : net.look(0.3)) {
        var box = found.box();
        all.add(
            "%s %.2f at %.2f %.2f %.2f %.2f"
                .formatted(
                    found.kind().word(),
                    found.score(),
                    box.x(),
                    box.y(),
                    box.width(),
                    box.height()));
      }
      return String.join("; ", all);
    }
  }

  private static String refusal(TfliteFile model, Labels labels) {
    return String.valueOf(
        assertThrows(BadModelException.class, () -> sees(model.bytes(), labels)).getMessage());
  }

  @Test
  void anSsdAsTrained() throws IOException {
    var classes = new float[ANCHORS * 4];
    Arrays.fill(classes, -9);
    classes[4 * 5 + 1] = 2; // anchor 5: 1.5 / 2 across, 0.5 / 2 down, tall
    var boxes = new float[ANCHORS * 4];
    var expected = "person 0.88 at 0.68 0.11 0.14 0.28";
    assertEquals(
        expected,
        sees(
            picture().output(boxes, 1, ANCHORS, 4).output(classes, 1, ANCHORS, 4).bytes(),
            Labels.of(List.of("person", "boot", "dog"))));
  }

  @Test
  void oneThatHasChosen() throws IOException {
    float[] boxes = {0.1f, 0.2f, 0.3f, 0.6f, 0, 0, 1, 1, 0.5f, 0.5f, 1, 1};
    float[] classes = {2, 1, 0};
    float[] scores = {0.9f, 0.8f, 0.7f};
    float[] count = {2};
    var model =
        picture()
            .output(boxes, 1, 3, 4)
            .output(classes, 1, 3)
            .output(scores, 1, 3)
            .output(count, 1);
    assertEquals("dog 0.90 at 0.20 0.10 0.40 0.20", sees(model.bytes(), THREE));
    var sorted =
        picture()
            .output(scores, 1, 3)
            .output(boxes, 1, 3, 4)
            .output(count, 1)
            .output(classes, 1, 3);
    assertEquals("dog 0.90 at 0.20 0.10 0.40 0.20", sees(sorted.bytes(), THREE));
    var ofBytes =
        new TfliteFile()
            .input(TfliteFile.UINT8, 1, SIZE, SIZE, 3)
            .output(boxes, 1, 3, 4)
            .output(classes, 1, 3)
            .output(scores, 1, 3)
            .output(new float[] {99}, 1);
    assertEquals(
        "dog 0.90 at 0.20 0.10 0.40 0.20; person 0.70 at 0.50 0.50 0.50 0.50",
        sees(ofBytes.bytes(), THREE));
  }

  @Test
  void anOldYolo() throws IOException {
    float[] rows = {
      0.5f,
      0.5f,
      0.2f,
      0.4f,
      0.9f,
      0.8f,
      0,
      0, // 0.72 of a person
      0.5f,
      0.5f,
      0.2f,
      0.4f,
      0.1f,
      1,
      1,
      1 // hardly anything
    };
    assertEquals(
        "person 0.72 at 0.40 0.30 0.20 0.40", sees(picture().output(rows, 1, 2, 8).bytes(), THREE));
  }

  @Test
  void aNewYoloInSamples() throws IOException {
    float[] columns = {16, 4, 16, 4, 8, 2, 16, 2, 0.1f, 0, 0.9f, 0, 0.2f, 0.8f};
    assertEquals(
        "dog 0.80 at 0.09 0.09 0.06 0.06", sees(picture().output(columns, 1, 7, 2).bytes(), THREE));
  }

  @Test
  void labelsOfAnotherModel() {
    var boxes = new float[ANCHORS * 4];
    var model = picture().output(boxes, 1, ANCHORS, 4).output(boxes, 1, ANCHORS, 4);
    assertEquals(
        "the model's outputs are float32 [1, 42, 4], float32 [1, 42, 4]; for 2 labels needed are, as float32,"
            + " [1, 42, 4] and [1, 42, 3] (an SSD as trained),"
            + " or [1, N, 4], [1, N], [1, N] and [1] (one with TFLite_Detection_PostProcess),"
            + " or [1, N, 7] or [1, 6, N] (YOLO)",
        refusal(model, Labels.of(List.of("???", "person", "car"))));
    assertEquals(
        "none of the 2 labels names what is looked for, such as person or car",
        refusal(model, Labels.of(List.of("boot", "mug"))));
  }

  @Test
  void inputsThatAreNoPicture() {
    assertTrue(refusal(new TfliteFile(), THREE).startsWith("the model's input is none; needed is"));
    for (var model :
        List.of(
            new TfliteFile().input(TfliteFile.FLOAT32, 1, 3, SIZE, SIZE),
            new TfliteFile().input(TfliteFile.FLOAT32, 1, SIZE, 2 * SIZE, 3),
            new TfliteFile().input(TfliteFile.FLOAT32, 2, SIZE, SIZE, 3),
            new TfliteFile().input(TfliteFile.INT8, 1, SIZE, SIZE, 3),
            new TfliteFile().input(TfliteFile.FLOAT32, 1, 8, 8, 3),
            new TfliteFile().input(TfliteFile.FLOAT32, 7),
            picture().input(TfliteFile.FLOAT32, 1))) {
      assertTrue(refusal(model, THREE).startsWith("the model's input is "));
    }
  }

  @Test
  void outputsOfNoFamily() {
    for (var model :
        List.of(
            picture(),
            picture().output(new float[3], 3),
            picture().output(TfliteFile.UINT8, new byte[16], 1, 2, 8),
            picture().output(new float[8], 1, 2, 4).output(new float[4], 1, 4),
            picture().output(new float[4], 4).output(new float[4], 4).output(new float[4], 4),
            picture()
                .output(new float[4], 4)
                .output(new float[4], 4)
                .output(new float[4], 4)
                .output(new float[4], 4))) {
      assertTrue(refusal(model, THREE).startsWith("the model's outputs are "));
    }
  }

  @Test
  void operationsThatAreUnknown() {
    var custom = picture().output(new float[16], 1, 2, 8).custom("Conjure");
    var e = assertThrows(TfliteException.class, () -> sees(custom.bytes(), THREE));
    assertTrue(String.valueOf(e.getMessage()).contains("Conjure"), e.getMessage());
  }

  @Test
  void filesThatAreNone() {
    for (var bytes : List.of(new byte[64], "TFL3TFL3TFL3TFL3".getBytes(UTF_8))) {
      var e = assertThrows(TfliteException.class, () -> sees(bytes, THREE));
      assertTrue(
          String.valueOf(e.getMessage()).startsWith("it is not a TensorFlow Lite model"),
          e.getMessage());
    }
  }
}
