package nightjar.http;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import nightjar.playback.Reel;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Sends reels, whole or a range of them, through one buffer each: the next piece is read when the
/// one before has left.
///
/// Buffers are outside the heap, so that the kernel reads a file into what the socket is written
/// from. Files are not mapped: what is mapped counts as the program's own memory.
final class Sending {
  private static final System.Logger log = System.getLogger(Sending.class.getName());
  private static final int BUFFER = 64 * 1024;
  private static final int MOST_IDLE = 4;

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<ByteBuffer> idle = new ArrayDeque<>(); // guarded by lock

  /// Returns when all is sent, or cannot be; closes the reel.
  void send(Request request, Response response, Callback callback, Reel reel) {
    try (reel) {
      var tag = '"' + reel.tag() + '"';
      response.getHeaders().put(HttpHeader.ETAG, tag);
      response.getHeaders().put(HttpHeader.ACCEPT_RANGES, "bytes");
      if (isKnown(request, tag)) {
        response.setStatus(304);
        response.write(true, null, callback);
        return;
      }
      switch (wanted(request, tag, reel.length())) {
        case Range.Beyond() -> {
          var all = Answer.problem(416, "there are " + reel.length() + " bytes");
          Front.write(
              request, response, callback, all.with("Content-Range", "bytes */" + reel.length()));
        }
        case Range.All() -> send(request, response, callback, reel, 0, reel.length());
        case Range.Some(long from, long to) -> {
          response.setStatus(206);
          var part = "bytes %d-%d/%d".formatted(from, to - 1, reel.length());
          response.getHeaders().put(HttpHeader.CONTENT_RANGE, part);
          send(request, response, callback, reel, from, to);
        }
      }
    }
  }

  private static boolean isKnown(Request request, String tag) {
    var known = request.getHeaders().get(HttpHeader.IF_NONE_MATCH);
    return known != null && (known.contains(tag) || known.strip().equals("*"));
  }

  private static Range wanted(Request request, String tag, long length) {
    var headers = request.getHeaders();
    return HttpMethod.HEAD.is(request.getMethod())
        ? new Range.All()
        : Range.of(headers.get(HttpHeader.RANGE), headers.get(HttpHeader.IF_RANGE), tag, length);
  }

  private void send(
      Request request, Response response, Callback callback, Reel reel, long from, long to) {
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, to - from);
    if (HttpMethod.HEAD.is(request.getMethod()) || from == to) {
      response.write(true, null, callback);
      return;
    }
    var buffer = take();
    try {
      for (long at = from; at < to; at += buffer.limit()) {
        buffer.clear().limit((int) Math.min(buffer.capacity(), to - at));
        fill(reel, buffer, at);
        Content.Sink.write(response, at + buffer.limit() == to, buffer);
        Counted.fetched(request);
      }
      callback.succeeded();
    } catch (IOException e) {
      callback.failed(e); // the length was said: the connection ends here, and the client knows
    } finally {
      giveBack(buffer);
    }
  }

  private static void fill(Reel reel, ByteBuffer buffer, long at) throws IOException {
    try {
      reel.read(buffer, at);
    } catch (IOException e) {
      log.log(WARNING, "what is being sent cannot be read on: {0}", e.getMessage());
      throw e;
    }
    buffer.flip();
  }

  private ByteBuffer take() {
    lock.lock();
    try {
      var buffer = idle.poll();
      return buffer != null ? buffer : ByteBuffer.allocateDirect(BUFFER);
    } finally {
      lock.unlock();
    }
  }

  private void giveBack(ByteBuffer buffer) {
    lock.lock();
    try {
      if (idle.size() < MOST_IDLE) {
        idle.push(buffer);
      }
    } finally {
      lock.unlock();
    }
  }
}
