package nightjar.detect;

import java.util.List;
import java.util.Optional;
import nightjar.tflite.Interpreter;
import nightjar.tflite.Tensor;
import nightjar.tflite.TensorType;

/// Which family a model is of, told by the shapes of what goes in and comes out.
final class Heads {
  private static final int SMALLEST = 32;
  private static final int LARGEST = 1280;
  private static final int MOST_PLACES = 100_000;
  private static final String INPUT =
      "needed is one square picture, %d to %d across, of red, green and blue as float32 or uint8, such as float32 [1, 300, 300, 3]"
          .formatted(SMALLEST, LARGEST);

  private final List<Tensor> outputs;
  private final Labels labels;
  private final int size;
  private final boolean isFloat;

  private Heads(List<Tensor> outputs, Labels labels, Tensor input) {
    this.outputs = outputs;
    this.labels = labels;
    this.size = input.shape().get(1);
    this.isFloat = input.type() == TensorType.FLOAT32;
  }

  static TfliteNet.Shape of(Interpreter model, Labels labels) throws BadModelException {
    if (labels.kinds().isEmpty()) {
      throw new BadModelException(
          "none of the %d labels names what is looked for, such as person or car"
              .formatted(labels.count()));
    }
    return new Heads(model.outputs(), labels, input(model.inputs())).head();
  }

  private static Tensor input(List<Tensor> inputs) throws BadModelException {
    if (inputs.size() != 1 || !isPicture(inputs.getFirst())) {
      throw new BadModelException("the model's input is %s; %s".formatted(words(inputs), INPUT));
    }
    return inputs.getFirst();
  }

  private static boolean isPicture(Tensor input) {
    var shape = input.shape();
    return (input.type() == TensorType.FLOAT32 || input.type() == TensorType.UINT8)
        && shape.size() == 4
        && shape.get(0) == 1
        && shape.get(1) >= SMALLEST
        && shape.get(1) <= LARGEST
        && shape.get(1).equals(shape.get(2))
        && shape.get(3) == 3
        && isWhole(input);
  }

  /// Of a size that is known and as large as its shape says.
  private static boolean isWhole(Tensor tensor) {
    long bytes = tensor.type() == TensorType.FLOAT32 ? Float.BYTES : 1;
    for (int length : tensor.shape()) {
      bytes *= Math.clamp(length, 0, MOST_PLACES);
    }
    return bytes == tensor.memory().byteSize();
  }

  private TfliteNet.Shape head() throws BadModelException {
    boolean floats = outputs.stream().allMatch(o -> o.type() == TensorType.FLOAT32 && isWhole(o));
    var head =
        !floats
            ? Optional.<TfliteNet.Shape>empty()
            : switch (outputs.size()) {
              case 1 -> yolo(outputs.getFirst());
              case 2 -> ssd();
              case 4 -> finished();
              default -> Optional.<TfliteNet.Shape>empty();
            };
    return head.orElseThrow(this::refusal);
  }

  private Optional<TfliteNet.Shape> yolo(Tensor output) {
    var shape = output.shape();
    int classes = labels.count();
    if (shape.size() != 3 || shape.get(0) != 1) {
      return Optional.empty();
    }
    boolean old = shape.get(2) == classes + 5;
    if (!old && shape.get(1) != classes + 4) {
      return Optional.empty();
    }
    int places = shape.get(old ? 1 : 2);
    var head = new YoloHead(output.memory(), old, places, labels, size);
    return Optional.of(
        new TfliteNet.Shape(isFloat ? Input.ofParts(size) : Input.ofBytes(size), head));
  }

  /// Boxes come first where both are of the same shape.
  private Optional<TfliteNet.Shape> ssd() {
    int anchors = Anchors.count(size);
    int columns = labels.count() + 1;
    var boxes = output(List.of(1, anchors, 4), 0);
    var classes = output(List.of(1, anchors, columns), columns == 4 ? 1 : 0);
    if (boxes.isEmpty() || classes.isEmpty()) {
      return Optional.empty();
    }
    var head = new SsdHead(boxes.get().memory(), classes.get().memory(), Anchors.of(size), labels);
    return Optional.of(new TfliteNet.Shape(aroundZero(), head));
  }

  /// Classes come before scores where boxes come first, as the operation has them; scores first in
  /// models whose outputs were sorted by a later converter.
  private Optional<TfliteNet.Shape> finished() {
    int most = outputs.stream().mapToInt(o -> o.shape().size() == 3 ? o.shape().get(1) : 0).sum();
    var boxes = output(List.of(1, most, 4), 0);
    var one = output(List.of(1, most), 0);
    var other = output(List.of(1, most), 1);
    var count = output(List.of(1), 0);
    if (boxes.isEmpty() || one.isEmpty() || other.isEmpty() || count.isEmpty()) {
      return Optional.empty();
    }
    boolean inOrder = outputs.getFirst().shape().size() == 3;
    var classes = inOrder ? one.get() : other.get();
    var scores = inOrder ? other.get() : one.get();
    var head =
        new FinishedHead(
            boxes.get().memory(), classes.memory(), scores.memory(), count.get().memory(), labels);
    return Optional.of(new TfliteNet.Shape(aroundZero(), head));
  }

  private Input aroundZero() {
    return isFloat ? Input.aroundZero(size) : Input.ofBytes(size);
  }

  /// @param which of several of the same shape
  private Optional<Tensor> output(List<Integer> shape, int which) {
    return outputs.stream().filter(o -> o.shape().equals(shape)).skip(which).findFirst();
  }

  private BadModelException refusal() {
    int anchors = Anchors.count(size);
    int classes = labels.count();
    return new BadModelException(
        """
        the model's outputs are %s; for %d labels needed are, as float32, \
        [1, %d, 4] and [1, %d, %d] (an SSD as trained), \
        or [1, N, 4], [1, N], [1, N] and [1] (one with TFLite_Detection_PostProcess), \
        or [1, N, %d] or [1, %d, N] (YOLO)"""
            .formatted(
                words(outputs), classes, anchors, anchors, classes + 1, classes + 5, classes + 4));
  }

  private static String words(List<Tensor> tensors) {
    return tensors.isEmpty()
        ? "none"
        : String.join(", ", tensors.stream().limit(8).map(Tensor::toString).toList());
  }
}
