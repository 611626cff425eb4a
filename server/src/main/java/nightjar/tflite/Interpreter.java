package nightjar.tflite;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.ArrayList;
import java.util.List;
import nightjar.posix.NativeHeap;

/// A model, ready to run. One thread's at a time.
///
/// No cache of packed weights is given to XNNPACK: it ends the process when it finds one that is
/// there already.
public final class Interpreter implements AutoCloseable {
  private static final int OK = 0;
  // Blocks of weights from this size on are mapped, so that all of them go back to the system when
  // the model is closed. Among others' blocks they would leave 5 to 15 MB behind.
  private static final int WEIGHTS = 128 << 10; // bytes
  private static final int MOST_NAME = 256;
  private static final int MOST_DIMENSIONS = 16;

  private final TensorFlowLite library;
  private final Arena arena = Arena.ofShared();
  private final Complaints complaints = new Complaints(arena);
  // NULL until made.
  private MemorySegment model = MemorySegment.NULL;
  private MemorySegment options = MemorySegment.NULL;
  private MemorySegment xnnpack = MemorySegment.NULL;
  private MemorySegment interpreter = MemorySegment.NULL;
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
    NativeHeap.mapFrom(WEIGHTS);
    try {
      interpreter.readModel(bytes);
      interpreter.choose(threads);
      interpreter.prepare();
      return interpreter;
    } catch (TfliteException | RuntimeException | Error e) {
      interpreter.close();
      throw e;
    } finally {
      NativeHeap.mapLargeBlocks();
    }
  }

  private void readModel(MemorySegment bytes) throws TfliteException {
    try {
      model =
          (MemorySegment)
              library.modelCreate.invokeExact(
                  bytes, bytes.byteSize(), complaints.function(), MemorySegment.NULL);
    } catch (Throwable t) {
      throw TensorFlowLite.impossible(t);
    }
    if (isNull(model)) {
      throw new TfliteException(complaints.after("it is not a TensorFlow Lite model"));
    }
  }

  private void choose(int threads) {
    try {
      options = (MemorySegment) library.optionsCreate.invokeExact();
      library.optionsSetThreads.invokeExact(options, threads);
      library.optionsSetReporter.invokeExact(options, complaints.function(), MemorySegment.NULL);
      var fast =
          (MemorySegment) library.xnnpackOptions.invokeExact((SegmentAllocator) Arena.ofAuto());
      fast.set(JAVA_INT, 0, threads);
      xnnpack = (MemorySegment) library.xnnpackCreate.invokeExact(fast);
      if (!isNull(xnnpack)) {
        library.optionsAddDelegate.invokeExact(options, xnnpack);
      }
    } catch (Throwable t) {
      throw TensorFlowLite.impossible(t);
    }
  }

  private void prepare() throws TfliteException {
    int allocated = -1;
    try {
      interpreter = (MemorySegment) library.create.invokeExact(model, options);
      if (!isNull(interpreter)) {
        allocated = (int) library.allocate.invokeExact(interpreter);
      }
      if (allocated == OK) {
        inputs = readInputs();
        outputs = readOutputs();
      }
    } catch (Throwable t) {
      throw TensorFlowLite.impossible(t);
    }
    if (allocated != OK) {
      throw new TfliteException(complaints.after("TensorFlow Lite cannot run it"));
    }
  }

  private List<Tensor> readInputs() throws Throwable {
    int count = (int) library.inputs.invokeExact(interpreter);
    var all = new ArrayList<Tensor>();
    for (int i = 0; i < count; i++) {
      all.add(tensor((MemorySegment) library.input.invokeExact(interpreter, i)));
    }
    return all;
  }

  private List<Tensor> readOutputs() throws Throwable {
    int count = (int) library.outputs.invokeExact(interpreter);
    var all = new ArrayList<Tensor>();
    for (int i = 0; i < count; i++) {
      all.add(tensor((MemorySegment) library.output.invokeExact(interpreter, i)));
    }
    return all;
  }

  @SuppressWarnings("restricted") // --enable-native-access=nightjar
  private Tensor tensor(MemorySegment tensor) throws Throwable {
    var name = (MemorySegment) library.tensorName.invokeExact(tensor);
    var shape = new ArrayList<Integer>();
    int rank = Math.min((int) library.tensorRank.invokeExact(tensor), MOST_DIMENSIONS);
    for (int i = 0; i < rank; i++) {
      shape.add((int) library.tensorDimension.invokeExact(tensor, i));
    }
    var data = (MemorySegment) library.tensorData.invokeExact(tensor);
    long bytes = isNull(data) ? 0 : (long) library.tensorBytes.invokeExact(tensor);
    return new Tensor(
        isNull(name) ? "" : shortened(name),
        TensorType.of((int) library.tensorType.invokeExact(tensor)),
        shape,
        data.reinterpret(bytes, arena, null));
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
    int result;
    try {
      result = (int) library.invoke.invokeExact(interpreter);
    } catch (Throwable t) {
      throw TensorFlowLite.impossible(t);
    }
    if (result != OK) {
      throw new TfliteException(complaints.after("TensorFlow Lite could not run it to its end"));
    }
  }

  private static boolean isNull(MemorySegment pointer) {
    return pointer.address() == 0;
  }

  /// The tensors' memory is gone then. Closing twice is no harm.
  @Override
  public void close() {
    if (!arena.scope().isAlive()) {
      return;
    }
    try {
      if (!isNull(interpreter)) {
        library.delete.invokeExact(interpreter);
      }
      if (!isNull(xnnpack)) {
        library.xnnpackDelete.invokeExact(xnnpack);
      }
      if (!isNull(options)) {
        library.optionsDelete.invokeExact(options);
      }
      if (!isNull(model)) {
        library.modelDelete.invokeExact(model);
      }
    } catch (Throwable t) {
      throw TensorFlowLite.impossible(t);
    } finally {
      arena.close();
      library.rest();
    }
  }
}
