package nightjar.detect;

import java.util.List;
import nightjar.media.Picture;
import nightjar.tflite.Interpreter;
import nightjar.tflite.TfliteException;

/// A model that TensorFlow Lite runs.
final class TfliteNet implements Net {
  private final ModelFile file;
  private final Interpreter interpreter;
  private final Shape shape;
  private final Sampler sampler;
  private final Candidates candidates = new Candidates();
  private Crop crop = new Crop(0, 0, 1, 1);
  private int width = 1;
  private int height = 1;
  private boolean warm;

  /// What is known of a model's ends.
  record Shape(Input input, Head head) {}

  /// @param file which the interpreter reads
  TfliteNet(ModelFile file, Interpreter interpreter, Shape shape) {
    this.file = file;
    this.interpreter = interpreter;
    this.shape = shape;
    this.sampler = new Sampler(shape.input(), interpreter.inputs().getFirst().memory());
  }

  @Override
  public int size() {
    return shape.input().size();
  }

  @Override
  public void take(Picture picture, Crop crop) {
    sampler.take(picture, crop);
    this.crop = crop;
    this.width = picture.format().width();
    this.height = picture.format().height();
  }

  @Override
  public List<Found> look(double least) throws BadModelException {
    try {
      interpreter.run();
    } catch (TfliteException e) {
      throw new BadModelException("the model fails: " + e.getMessage(), e);
    }
    if (!warm) {
      file.rest(); // its weights are packed now
      warm = true;
    }
    candidates.clear();
    shape.head().read((float) least, candidates);
    return candidates.best(crop, width, height);
  }

  @Override
  public void close() {
    if (file.arena().scope().isAlive()) {
      interpreter.close();
      file.close();
    }
  }
}
