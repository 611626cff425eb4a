package nightjar.tflite;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.ArrayList;
import java.util.List;
import nightjar.posix.NativeFunction;

/// A model, ready to run. One thread's at a time.
///
/// No cache of packed weights is given to XNNPACK: it ends the process when it finds one that is
/// there already.
public final class Interpreter implements AutoCloseable {
  private static final int OK = 0;
  private static final int MOST_NAME = 256;
  private static final int MOST_DIMENSIONS = 16;

  private final TensorFlowLite library;
  private final Arena arena = Arena.ofShared();
  private final Complaints complaints = new Complaints(arena);
  // Addresses, 0 until made.
  private long model;
  private long options;
  private long xnnpack;
  private long interpreter;
  private List<Tensor> inputs = List.of();
  private List<Tensor> outputs = List.of();

  private Interpreter(TensorFlowLite library) {
    this.library = library;
  }

  /// Opens a model with the fast kernels.
  ///
  /// @param bytes of the model, aligned to 16, which must stay as they are until this is closed
  /// @throws TfliteException when it is not one, or asks for what the library does not have
  public static Interpreter open(TensorFlowLite library, MemorySegment bytes, int threads)
      throws TfliteException {
    var interpreter = new Interpreter(library);
    try {
      interpreter.readModel(bytes);
      interpreter.choose(threads);
      interpreter.prepare();
      return interpreter;
    } catch (TfliteException | RuntimeException | Error e) {
      interpreter.close();
      throw e;
    }
  }

  private void readModel(MemorySegment bytes) throws TfliteException {
    model =
        library.modelCreate.call(
            bytes.address(), bytes.byteSize(), complaints.function().address(), 0);
    if (model == 0) {
      throw new TfliteException(complaints.after("it is not a TensorFlow Lite model"));
    }
  }

  private void choose(int threads) {
    options = library.optionsCreate.call();
    library.optionsSetThreads.call(options, threads);
    library.optionsSetReporter.call(options, complaints.function().address(), 0);
    var fast = fastKernels();
    fast.set(JAVA_INT, 0, threads);
    xnnpack = library.xnnpackCreate.call(fast.address());
    if (xnnpack != 0) {
      library.optionsAddDelegate.call(options, xnnpack);
    }
  }

  private MemorySegment fastKernels() {
    try {
      return (MemorySegment) library.xnnpackOptions.invokeExact((SegmentAllocator) arena);
    } catch (Throwable t) {
      throw new AssertionError("a call of TensorFlow Lite threw", t);
    }
  }

  private void prepare() throws TfliteException {
    interpreter = library.create.call(model, options);
    if (interpreter == 0 || library.allocate.call(interpreter) != OK) {
      throw new TfliteException(complaints.after("TensorFlow Lite cannot run it"));
    }
    inputs = tensors(library.inputs, library.input);
    outputs = tensors(library.outputs, library.output);
  }

  private List<Tensor> tensors(NativeFunction number, NativeFunction each) {
    long count = number.call(interpreter);
    var all = new ArrayList<Tensor>();
    for (long i = 0; i < count; i++) {
      all.add(tensor(each.call(interpreter, i)));
    }
    return all;
  }

  @SuppressWarnings("restricted") // --enable-native-access=nightjar
  private Tensor tensor(long tensor) {
    long name = library.tensorName.call(tensor);
    var shape = new ArrayList<Integer>();
    long rank = Math.min(library.tensorRank.call(tensor), MOST_DIMENSIONS);
    for (long i = 0; i < rank; i++) {
      shape.add((int) library.tensorDimension.call(tensor, i));
    }
    long data = library.tensorData.call(tensor);
    long bytes = data == 0 ? 0 : library.tensorBytes.call(tensor);
    return new Tensor(
        name == 0 ? "" : shortened(MemorySegment.ofAddress(name)),
        TensorType.of((int) library.tensorType.call(tensor)),
        shape,
        MemorySegment.ofAddress(data).reinterpret(bytes, arena, null));
  }

  @SuppressWarnings("restricted") // --enable-native-access=nightjar
  private static String shortened(MemorySegment name) {
    int length = 0;
    var bytes = name.reinterpret(MOST_NAME);
    while (length < MOST_NAME && bytes.get(JAVA_BYTE, length) != 0) {
      length++;
    }
    return new String(bytes.asSlice(0, length).toArray(JAVA_BYTE), UTF_8);
  }

  public List<Tensor> inputs() {
    return inputs;
  }

  public List<Tensor> outputs() {
    return outputs;
  }

  /// From what is in the inputs to what is in the outputs. Allocates nothing.
  public void run() throws TfliteException {
    if (library.invoke.call(interpreter) != OK) {
      throw new TfliteException(complaints.after("TensorFlow Lite could not run it to its end"));
    }
  }

  /// The tensors' memory is gone then. Closing twice is no harm.
  @Override
  public void close() {
    if (!arena.scope().isAlive()) {
      return;
    }
    if (interpreter != 0) {
      library.delete.call(interpreter);
    }
    if (xnnpack != 0) {
      library.xnnpackDelete.call(xnnpack);
    }
    if (options != 0) {
      library.optionsDelete.call(options);
    }
    if (model != 0) {
      library.modelDelete.call(model);
    }
    arena.close();
    library.rest();
  }
}
