package nightjar.camera.ffmpeg;

import java.io.IOException;
import java.time.Duration;
import nightjar.base.Clock;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.Pointer;

/// How long one thread's calls into libavformat may go on waiting. They ask ten times a second.
final class Patience {
  // One question for all connections, for JavaCPP has ten to give: the answer is found by the
  // thread, which libavformat calls back on.
  private static final Question QUESTION = new Question();
  private static final ThreadLocal<Patience> OF_THREAD = new ThreadLocal<>();

  private final Clock clock;
  private long until;

  Patience(Clock clock) {
    this.clock = clock;
  }

  /// Lets everything this context does on this thread be asked about.
  static void govern(AVFormatContext context) {
    context.interrupt_callback().callback(QUESTION);
  }

  /// This thread's calls from now on may take so long altogether.
  void allow(Duration time) {
    until = clock.ticks() + time.toNanos();
    OF_THREAD.set(this);
  }

  boolean isOver() {
    return Thread.currentThread().isInterrupted() || clock.ticks() > until;
  }

  /// To be called when a call has failed.
  ///
  /// @param late what to say when it took too long
  void explain(String late) throws IOException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (clock.ticks() > until) {
      throw new IOException(late);
    }
  }

  private static final class Question extends AVIOInterruptCB.Callback_Pointer {
    @Override
    public int call(Pointer unused) {
      var asked = OF_THREAD.get();
      return asked != null && asked.isOver() ? 1 : 0;
    }
  }
}
