package nightjar.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import nightjar.auth.Grant;
import nightjar.live.Viewers;
import nightjar.live.Wire;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/// A WebSocket as the wire of a conversation.
final class LiveSocket implements FrameHandler, Wire {
  static final int LARGEST_MESSAGE = 4096;
  private static final int UNSUPPORTED_DATA = 1003;
  private static final int INVALID_TEXT = 1007;
  private static final int TOO_LARGE = 1009;
  private static final int TRY_AGAIN_LATER = 1013;
  private static final int LONGEST_REASON = 100; // bytes; a close frame takes 123
  private static final long SEND_WITHIN_SECONDS = 30;
  private static final Duration ANSWER_CLOSE_WITHIN = Duration.ofSeconds(2);

  private final Joining joining;
  private final Grant grant;
  private final Shares shares;
  private final Runnable joined;
  private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
  private boolean refused;
  private @Nullable CoreSession session;
  private Shares.@Nullable Share share;
  private Viewers.@Nullable Conversation conversation;

  /// Begins a conversation.
  interface Joining {
    /// Null when all places are taken.
    Viewers.@Nullable Conversation join(Wire wire);
  }

  /// @param grant of who it is
  /// @param shares of places
  /// @param joined run when there is a conversation, and not before
  LiveSocket(Joining joining, Grant grant, Shares shares, Runnable joined) {
    this.joining = joining;
    this.grant = grant;
    this.shares = shares;
    this.joined = joined;
  }

  @Override
  public void onOpen(CoreSession opened, Callback callback) {
    session = opened;
    share = shares.take(grant).orElse(null);
    conversation = share == null ? null : joining.join(this);
    if (conversation == null) { // the last place went while this one was being opened
      refuse(TRY_AGAIN_LATER, "as many are there as this server takes");
    } else {
      joined.run();
    }
    callback.succeeded();
    opened.demand();
  }

  @Override
  public void onFrame(Frame frame, Callback callback) {
    switch (frame.getOpCode()) {
      case OpCode.TEXT, OpCode.CONTINUATION -> text(frame);
      case OpCode.BINARY -> refuse(UNSUPPORTED_DATA, "a client sends no binary messages");
      case OpCode.PING -> {
        pong(frame, callback);
        return;
      }
      default -> {} // a close frame is answered by Jetty
    }
    callback.succeeded();
    session().demand();
  }

  /// Reads on when the answer has left, so that answers to who does not read cannot pile up.
  private void pong(Frame ping, Callback callback) {
    Runnable readOn =
        () -> {
          callback.succeeded();
          session().demand();
        };
    var answer = new Frame(OpCode.PONG, ping.getPayload());
    session().sendFrame(answer, Callback.from(readOn, callback::failed), false);
  }

  private void text(Frame frame) {
    if (refused) {
      return;
    }
    var payload = frame.getPayload();
    int more = payload == null ? 0 : payload.remaining();
    if (partial.size() + more > LARGEST_MESSAGE) {
      refuse(TOO_LARGE, "a message is at most " + LARGEST_MESSAGE + " bytes");
      return;
    }
    while (payload != null && payload.hasRemaining()) {
      partial.write(payload.get());
    }
    if (frame.isFin()) {
      received(partial.toByteArray());
      partial.reset();
    }
  }

  private void received(byte[] utf8) {
    var to = conversation;
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
      if (to != null) {
        to.received(text);
      }
    } catch (CharacterCodingException _) {
      refuse(INVALID_TEXT, "not UTF-8");
    }
  }

  private void refuse(int code, String reason) {
    refused = true;
    partial.reset();
    close(code, reason);
  }

  @Override
  public void onError(Throwable cause, Callback callback) {
    callback.succeeded(); // onClosed follows
  }

  @Override
  public void onClosed(CloseStatus status, Callback callback) {
    var to = conversation;
    if (to != null) {
      to.gone();
    }
    var taken = share;
    if (taken != null) {
      share = null;
      taken.close();
    }
    callback.succeeded();
  }

  @Override
  public void text(String message) throws IOException, InterruptedException {
    send(new Frame(OpCode.TEXT, message));
  }

  @Override
  public void binary(ByteBuffer message) throws IOException, InterruptedException {
    send(new Frame(OpCode.BINARY, message));
  }

  @Override
  public void binary(ByteBuffer first, ByteBuffer rest) throws IOException, InterruptedException {
    var head = new Callback.Completable();
    session().sendFrame(new Frame(OpCode.BINARY, false, first), head, true);
    send(new Frame(OpCode.CONTINUATION, rest));
  }

  /// Waits until the frame's bytes are the kernel's.
  private void send(Frame frame) throws IOException, InterruptedException {
    var sent = new Callback.Completable();
    session().sendFrame(frame, sent, false);
    try {
      sent.get(SEND_WITHIN_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IOException("the connection is gone", e.getCause());
    } catch (TimeoutException _) {
      throw abort(sent, new IOException("took nothing for " + SEND_WITHIN_SECONDS + " s"));
    } catch (InterruptedException e) {
      throw abort(sent, e);
    }
  }

  /// The bytes go back to their pool when the sender is done, so the sending has to be over first.
  private <E extends Exception> E abort(Callback.Completable sent, E why) {
    session().abort();
    sent.exceptionally(_ -> null).join();
    return why;
  }

  @Override
  public void close(int code, String reason) {
    var open = session;
    if (open != null && open.isOutputOpen()) {
      open.close(code, shortened(reason), Callback.NOOP);
      Thread.ofVirtual().name("closing").start(() -> abortLater(open));
    }
  }

  /// A peer that does not answer the close frame could else stay for ever, by sending now and then.
  private static void abortLater(CoreSession open) {
    try {
      Thread.sleep(ANSWER_CLOSE_WITHIN);
      open.abort();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static String shortened(String reason) {
    var ascii = reason.replaceAll("[^ -~]", "?");
    return ascii.length() <= LONGEST_REASON ? ascii : ascii.substring(0, LONGEST_REASON);
  }

  private CoreSession session() {
    var open = session;
    if (open == null) {
      throw new IllegalStateException("used before it was open");
    }
    return open;
  }
}
