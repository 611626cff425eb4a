package nightjar.tflite;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import nightjar.posix.FilePages;
import nightjar.posix.NativeFunction;

/// The library's functions. It stays loaded as long as the program runs.
///
/// Its stable C API (`c_api.h`), and of XNNPACK what makes a delegate: the fast kernels, which this
/// build does not choose by itself.
public final class TensorFlowLite {
  private static final String FILE = "libjnitensorflowlite.so";
  private static final int LOG_ERROR = 3; // tflite::LogSeverity

  /// `TfLiteXNNPackDelegateOptions`, and room for what later versions append. It begins with the
  /// number of threads.
  static final MemoryLayout XNNPACK_OPTIONS =
      MemoryLayout.structLayout(MemoryLayout.sequenceLayout(32, JAVA_LONG).withName("opaque"));

  private final Path file;
  private final SymbolLookup library;

  final NativeFunction modelCreate;
  final NativeFunction modelDelete;
  final NativeFunction optionsCreate;
  final NativeFunction optionsSetThreads;
  final NativeFunction optionsSetReporter;
  final NativeFunction optionsAddDelegate;
  final NativeFunction optionsDelete;
  final MethodHandle xnnpackOptions; // gives a struct, which is a shape of its own
  final NativeFunction xnnpackCreate;
  final NativeFunction xnnpackDelete;
  final NativeFunction create;
  final NativeFunction allocate;
  final NativeFunction invoke;
  final NativeFunction delete;
  final NativeFunction inputs;
  final NativeFunction outputs;
  final NativeFunction input;
  final NativeFunction output;
  final NativeFunction tensorData;
  final NativeFunction tensorBytes;
  final NativeFunction tensorName;
  final NativeFunction tensorType;
  final NativeFunction tensorRank;
  final NativeFunction tensorDimension;

  private TensorFlowLite(Path file, SymbolLookup library) {
    this.file = file;
    this.library = library;
    modelCreate = ofLong("ModelCreateWithErrorReporter");
    modelDelete = ofLong("ModelDelete");
    optionsCreate = ofLong("InterpreterOptionsCreate");
    optionsSetThreads = ofLong("InterpreterOptionsSetNumThreads");
    optionsSetReporter = ofLong("InterpreterOptionsSetErrorReporter");
    optionsAddDelegate = ofLong("InterpreterOptionsAddDelegate");
    optionsDelete = ofLong("InterpreterOptionsDelete");
    xnnpackOptions = options(library);
    xnnpackCreate = ofLong("XNNPackDelegateCreate");
    xnnpackDelete = ofLong("XNNPackDelegateDelete");
    create = ofLong("InterpreterCreate");
    allocate = ofInt("InterpreterAllocateTensors");
    invoke = ofInt("InterpreterInvoke");
    delete = ofLong("InterpreterDelete");
    inputs = ofInt("InterpreterGetInputTensorCount");
    outputs = ofInt("InterpreterGetOutputTensorCount");
    input = ofLong("InterpreterGetInputTensor");
    output = ofLong("InterpreterGetOutputTensor");
    tensorData = ofLong("TensorData");
    tensorBytes = ofLong("TensorByteSize");
    tensorName = ofLong("TensorName");
    tensorType = ofInt("TensorType");
    tensorRank = ofInt("TensorNumDims");
    tensorDimension = ofInt("TensorDim");
    beQuiet();
  }

  /// @param folder in which the launcher leaves libraries
  /// @throws IOException saying what to do, when it is not there or does not fit this system
  @SuppressWarnings("restricted") // --enable-native-access=nightjar
  public static TensorFlowLite load(Path folder) throws IOException {
    var missing = missing(folder);
    if (missing.isPresent()) {
      throw new IOException(missing.get());
    }
    var file = in(folder);
    try {
      return new TensorFlowLite(file, SymbolLookup.libraryLookup(file, Arena.global()));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "TensorFlow Lite cannot be loaded from %s: it needs a 64-bit Linux with glibc 2.34 or newer"
              .formatted(file),
          e);
    }
  }

  /// Gives back the memory of its code until it is needed again.
  void rest() {
    boolean _ = FilePages.drop(file);
  }

  /// Says, for people, that it is not in that folder; empty when it is.
  public static Optional<String> missing(Path folder) {
    var file = in(folder);
    return Files.exists(file)
        ? Optional.empty()
        : Optional.of(
            "TensorFlow Lite is missing: there is no %s; './nightjar build' gets it"
                .formatted(file));
  }

  private static Path in(Path folder) {
    return folder.resolve(FILE).toAbsolutePath();
  }

  private NativeFunction ofInt(String name) {
    return NativeFunction.ofInt(library, "TfLite" + name);
  }

  private NativeFunction ofLong(String name) {
    return NativeFunction.ofLong(library, "TfLite" + name);
  }

  @SuppressWarnings("restricted") // --enable-native-access=nightjar
  private static MethodHandle options(SymbolLookup library) {
    return Linker.nativeLinker()
        .downcallHandle(
            library.findOrThrow("TfLiteXNNPackDelegateOptionsDefault"),
            FunctionDescriptor.of(XNNPACK_OPTIONS));
  }

  /// It says on standard error when it makes a delegate. C++, so not for ever under this name.
  private void beQuiet() {
    var name = "_ZN6tflite13LoggerOptions21SetMinimumLogSeverityENS_11LogSeverityE";
    NativeFunction.ofIntIfAny(library, name).ifPresent(set -> set.call(LOG_ERROR));
  }
}
