package nightjar.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import nightjar.json.BadJsonException;
import nightjar.json.JsonObject;

/// Notes what it is sent, in a word each: a text message's type and what matters in it; `init`; a
/// picture's sequence, `I` for an IDR, `+` after a gap.
final class FakeWire implements Wire {
  private static final long PATIENCE = 10_000_000_000L; // nanoseconds

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Semaphore room = new Semaphore(Integer.MAX_VALUE);
  // Guarded by lock, as are all below.
  private StringJoiner sent = new StringJoiner(" ");
  private boolean waiting;
  private boolean broken;
  private boolean closed;

  /// Takes no more pictures until there is room.
  void full() {
    room.drainPermits();
  }

  void room(int pictures) {
    room.release(pictures);
  }

  /// Waits until a picture waits for room.
  void awaitWaiting() throws InterruptedException {
    lock.lock();
    try {
      long left = PATIENCE;
      while (!waiting && left > 0) {
        left = changed.awaitNanos(left);
      }
      assertTrue(waiting);
    } finally {
      lock.unlock();
    }
  }

  /// The next picture gets half way.
  void broken() {
    lock.lock();
    try {
      broken = true;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until just this was sent since the last time asked.
  void sent(String expected) throws InterruptedException {
    lock.lock();
    try {
      long left = PATIENCE;
      while (!sent.toString().equals(expected) && left > 0) {
        left = changed.awaitNanos(left);
      }
      assertEquals(expected, sent.toString());
      sent = new StringJoiner(" ");
    } finally {
      lock.unlock();
    }
  }

  private void note(String word) {
    lock.lock();
    try {
      sent.add(word);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void text(String message) throws IOException {
    if (isClosed()) {
      throw new IOException("closed");
    }
    note(word(JsonObject.parse(message)));
  }

  private static String word(JsonObject json) throws BadJsonException {
    var type = json.string("type");
    return switch (type) {
      case "health" -> type + ":" + json.string("state");
      case "rendition" -> type + ":" + json.string("name") + "," + json.string("codec");
      case "skipped" ->
          type
              + (":" + (long) json.number("fragments", 0, 1e9))
              + ("," + (long) json.number("milliseconds", 0, 1e9));
      case "motion" -> type + ":" + json.string("state") + "," + json.string("rate");
      case "quality" -> type + ":" + json.string("rung") + "," + json.string("limit") + every(json);
      case "objects" -> type + ":" + String.join(",", kinds(json));
      case "pong" -> type + ":" + json.number("t0", 0, 1e15);
      default -> type;
    };
  }

  private static List<String> kinds(JsonObject json) throws BadJsonException {
    var kinds = new ArrayList<String>();
    for (var object : json.objects("objects")) {
      kinds.add(object.string("kind"));
    }
    return kinds;
  }

  private static String every(JsonObject json) throws BadJsonException {
    long every = (long) json.number("every", 0, 1e9);
    return every == 0 ? "" : "," + every;
  }

  @Override
  public void binary(ByteBuffer message) throws IOException, InterruptedException {
    waiting(true);
    room.acquire();
    waiting(false);
    lock.lock();
    try {
      if (broken) {
        throw new IOException("broke in the middle");
      }
    } finally {
      lock.unlock();
    }
    note(message.get(1) == LiveHeader.INIT ? "init" : picture(message));
  }

  private void waiting(boolean now) {
    lock.lock();
    try {
      waiting = now && room.availablePermits() == 0;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static String picture(ByteBuffer message) {
    int flags = message.get(3);
    return message.getInt(4)
        + ((flags & LiveHeader.FLAG_IDR) != 0 ? "I" : "")
        + ((flags & LiveHeader.FLAG_AFTER_GAP) != 0 ? "+" : "");
  }

  @Override
  public void binary(ByteBuffer first, ByteBuffer rest) throws IOException, InterruptedException {
    binary(ByteBuffer.allocate(first.remaining() + rest.remaining()).put(first).put(rest).flip());
  }

  @Override
  public void close(int code, String reason) {
    if (!isClosed()) {
      note("close:" + code + "," + reason);
    }
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }
}
