package nightjar.detect;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import nightjar.tflite.Interpreter;
import nightjar.tflite.TensorFlowLite;
import nightjar.tflite.TfliteException;
import org.jspecify.annotations.Nullable;

/// A model's files, and how to open it. Any thread.
///
/// The one that comes along is known by its SHA-256. TensorFlow Lite trusts what it reads: with
/// another's file it may end the process. So another model is tried in a process of its own first.
public final class Models {
  static final String SHIPPED = "d0a5255bf8c4f5a0bc4240741a76c41d5e939f7655078f945f50ab53a9375da6";
  private static final String MODEL = "objects.tflite";
  private static final String LABELS = "objects.txt";
  private static final long MOST_LABELS = 1 << 20; // bytes

  private final Path natives;
  private final Path model;
  private final Optional<Path> labels;
  private final boolean comesAlong;
  private final int threads;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable TensorFlowLite library; // guarded by lock

  Models(Path natives, Path model, Optional<Path> labels, boolean comesAlong, int threads) {
    this.natives = natives;
    this.model = model;
    this.labels = labels;
    this.comesAlong = comesAlong;
    this.threads = threads;
  }

  /// The one that comes along, asked with one thread.
  public static Models standard() {
    return of(DetectorConfig.STANDARD);
  }

  public static Models of(DetectorConfig config) {
    var natives = Path.of(System.getProperty("nightjar.natives", "server/target/natives"));
    var folder = Path.of(System.getProperty("nightjar.model", "model/dist"));
    var model = config.model();
    return new Models(
        natives,
        model.orElse(folder.resolve(MODEL)),
        model.isPresent() ? config.labels() : Optional.of(folder.resolve(LABELS)),
        model.isEmpty(),
        config.threads());
  }

  /// What is not there of what it takes, in words for people; empty when all is.
  public Optional<String> missing() {
    try {
      readLabels();
      if (!Files.isRegularFile(model)) {
        throw missing("is no model", model);
      }
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
    return TensorFlowLite.missing(natives);
  }

  /// For people.
  public String name() {
    return comesAlong ? "SSD MobileNetV2, Open Images" : String.valueOf(model.getFileName());
  }

  /// Which it can tell.
  public Set<Kind> kinds() throws IOException {
    return readLabels().kinds();
  }

  /// Takes tens of megabytes, which closing it gives back. Another model than the one that comes
  /// along takes a minute at most the first time.
  ///
  /// @throws BadModelException when it cannot be used as it is
  /// @throws IOException when something is missing; both say what, and what to do
  public Net open() throws IOException {
    var names = readLabels();
    var library = library();
    var file = read();
    try {
      check(file.sha256(), names);
      return open(library, names, file);
    } catch (IOException | RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  /// As [#open], without trying it elsewhere first: may end the process.
  ///
  /// @param sha256 which it must have
  Net openUntried(String sha256) throws IOException {
    var names = readLabels();
    var library = library();
    var file = read();
    try {
      if (!file.sha256().equals(sha256)) {
        throw new BadModelException("%s changed while it was read".formatted(model));
      }
      return open(library, names, file);
    } catch (IOException | RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  /// Loaded once: what it takes is never given back.
  private TensorFlowLite library() throws IOException {
    lock.lock();
    try {
      var there = library;
      if (there == null) {
        there = TensorFlowLite.load(natives);
        library = there;
      }
      return there;
    } finally {
      lock.unlock();
    }
  }

  private Labels readLabels() throws IOException {
    var file =
        labels.orElseThrow(
            () ->
                new BadModelException(
                    "a model needs labels: a file with its classes, a line each"));
    if (!Files.isRegularFile(file)) {
      throw missing("are no labels", file);
    }
    if (Files.size(file) > MOST_LABELS) {
      throw new BadModelException("%s is too long to be labels".formatted(file));
    }
    try {
      return Labels.of(Files.readAllLines(file));
    } catch (CharacterCodingException e) {
      throw new BadModelException("%s is no text in UTF-8".formatted(file), e);
    }
  }

  private IOException missing(String what, Path file) {
    return comesAlong
        ? new IOException("there is no model: './nightjar build' gets it")
        : new BadModelException("there %s: %s is no file".formatted(what, file));
  }

  private ModelFile read() throws IOException {
    if (!Files.isRegularFile(model)) {
      throw missing("is no model", model);
    }
    return comesAlong ? ModelFile.map(model) : ModelFile.copy(model);
  }

  private void check(String sha256, Labels names) throws IOException {
    if (sha256.equals(SHIPPED)) {
      return;
    }
    if (comesAlong) {
      throw new BadModelException(
          "%s is damaged: remove it, and './nightjar build' gets it anew".formatted(model));
    }
    new Trial(natives, model, labels.orElseThrow(), threads).check(sha256, names);
  }

  private Net open(TensorFlowLite library, Labels names, ModelFile file) throws IOException {
    var interpreter = interpreter(library, file);
    try {
      return new TfliteNet(file, interpreter, Heads.of(interpreter, names));
    } catch (IOException | RuntimeException | Error e) {
      interpreter.close();
      throw e;
    }
  }

  private Interpreter interpreter(TensorFlowLite library, ModelFile file) throws BadModelException {
    try {
      return Interpreter.open(library, file.bytes(), threads);
    } catch (TfliteException e) {
      throw new BadModelException("%s: %s".formatted(model.getFileName(), e.getMessage()), e);
    }
  }
}
