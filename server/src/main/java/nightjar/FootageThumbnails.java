package nightjar;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import nightjar.codec.h264.AnnexB;
import nightjar.codec.h264.ParameterSets;
import nightjar.ffmpeg.H264Decoder;
import nightjar.ffmpeg.StillJpeg;
import nightjar.record.Thumbnails;
import nightjar.stream.Init;

/// A small picture for each file of footage: one thread for all cameras, which is given up to a few
/// IDRs and has a minute for each. What does not fit has none.
final class FootageThumbnails implements Thumbnails, AutoCloseable {
  private static final System.Logger log = System.getLogger(FootageThumbnails.class.getName());
  private static final int WAITING = 8;
  private static final int WIDTH = 320;
  private static final int MOST = 24 << 10; // bytes that a seal takes

  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          0,
          1,
          10,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING),
          Thread.ofPlatform().name("thumbnails").daemon().factory());

  @Override
  public Supplier<Optional<byte[]>> of(Init init, ByteBuffer sample) {
    var sets = init.sets();
    if (sets == null) {
      return Optional::empty;
    }
    var copy = new byte[sample.remaining()];
    sample.get(copy);
    var made = new CompletableFuture<Optional<byte[]>>();
    try {
      thread.execute(() -> made.complete(make(sets, copy)));
    } catch (RejectedExecutionException _) {
      return Optional::empty;
    }
    return () -> made.getNow(Optional.empty());
  }

  private static Optional<byte[]> make(ParameterSets sets, byte[] sample) {
    try (var decoder = new H264Decoder()) {
      if (!decoder.decode(fill(decoder, AnnexB.of(sets), sample))) {
        return Optional.empty();
      }
      return Optional.of(StillJpeg.of(decoder, WIDTH)).filter(bytes -> bytes.length <= MOST);
    } catch (IOException | RuntimeException e) { // a file without is as good
      log.log(DEBUG, "no thumbnail: {0}", e);
      return Optional.empty();
    }
  }

  /// With start codes in place of lengths.
  private static long fill(H264Decoder decoder, byte[] head, byte[] sample) throws IOException {
    var to = decoder.unit((long) head.length + sample.length);
    MemorySegment.copy(head, 0, to, JAVA_BYTE, 0, head.length);
    MemorySegment.copy(sample, 0, to, JAVA_BYTE, head.length, sample.length);
    AnnexB.ofSample(to.asSlice(head.length));
    return to.byteSize();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
