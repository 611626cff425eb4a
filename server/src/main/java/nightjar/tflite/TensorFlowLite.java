package nightjar.tflite;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
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

  final MethodHandle modelCreate;
  final MethodHandle modelDelete;
  final MethodHandle optionsCreate;
  final MethodHandle optionsSetThreads;
  final MethodHandle optionsSetReporter;
  final MethodHandle optionsAddDelegate;
  final MethodHandle optionsDelete;
  final MethodHandle xnnpackOptions;
  final MethodHandle xnnpackCreate;
  final MethodHandle xnnpackDelete;
  final MethodHandle create;
  final MethodHandle allocate;
  final MethodHandle invoke;
  final MethodHandle delete;
  final MethodHandle inputs;
  final MethodHandle outputs;
  final MethodHandle input;
  final MethodHandle output;
  final MethodHandle tensorData;
  final MethodHandle tensorBytes;
  final MethodHandle tensorName;
  final MethodHandle tensorType;
  final MethodHandle tensorRank;
  final MethodHandle tensorDimension;

  private TensorFlowLite(Path file, SymbolLookup library) {
    this.file = file;
    this.library = library;
    var gives = FunctionDescriptor.of(ADDRESS);
    var givesOf = FunctionDescriptor.of(ADDRESS, ADDRESS);
    var numberOf = FunctionDescriptor.of(JAVA_INT, ADDRESS);
    var takes = FunctionDescriptor.ofVoid(ADDRESS);
    var takesTwo = FunctionDescriptor.ofVoid(ADDRESS, ADDRESS);
    var indexed = FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT);
    modelCreate =
        link(
            "ModelCreateWithErrorReporter",
            FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS));
    modelDelete = link("ModelDelete", takes);
    optionsCreate = link("InterpreterOptionsCreate", gives);
    optionsSetThreads =
        link("InterpreterOptionsSetNumThreads", FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT));
    optionsSetReporter =
        link(
            "InterpreterOptionsSetErrorReporter",
            FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS));
    optionsAddDelegate = link("InterpreterOptionsAddDelegate", takesTwo);
    optionsDelete = link("InterpreterOptionsDelete", takes);
    xnnpackOptions = link("XNNPackDelegateOptionsDefault", FunctionDescriptor.of(XNNPACK_OPTIONS));
    xnnpackCreate = link("XNNPackDelegateCreate", givesOf);
    xnnpackDelete = link("XNNPackDelegateDelete", takes);
    create = link("InterpreterCreate", FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS));
    allocate = link("InterpreterAllocateTensors", numberOf);
    invoke = link("InterpreterInvoke", numberOf);
    delete = link("InterpreterDelete", takes);
    inputs = link("InterpreterGetInputTensorCount", numberOf);
    outputs = link("InterpreterGetOutputTensorCount", numberOf);
    input = link("InterpreterGetInputTensor", indexed);
    output = link("InterpreterGetOutputTensor", indexed);
    tensorData = link("TensorData", givesOf);
    tensorBytes = link("TensorByteSize", FunctionDescriptor.of(JAVA_LONG, ADDRESS));
    tensorName = link("TensorName", givesOf);
    tensorType = link("TensorType", numberOf);
    tensorRank = link("TensorNumDims", numberOf);
    tensorDimension = link("TensorDim", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
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

  @SuppressWarnings("restricted") // --enable-native-access=nightjar
  private MethodHandle link(String name, FunctionDescriptor shape) {
    return Linker.nativeLinker().downcallHandle(library.findOrThrow("TfLite" + name), shape);
  }

  /// It says on standard error when it makes a delegate. C++, so not for ever under this name.
  @SuppressWarnings("restricted") // --enable-native-access=nightjar
  private void beQuiet() {
    var name = "_ZN6tflite13LoggerOptions21SetMinimumLogSeverityENS_11LogSeverityE";
    var function = library.find(name);
    if (function.isEmpty()) {
      return;
    }
    var set =
        Linker.nativeLinker()
            .downcallHandle(function.get(), FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    try {
      int before = (int) set.invokeExact(LOG_ERROR);
      assert before >= 0;
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  /// A call through a method handle declares Throwable; these functions throw nothing.
  static AssertionError impossible(Throwable t) {
    return new AssertionError("a call of TensorFlow Lite threw", t);
  }
}
