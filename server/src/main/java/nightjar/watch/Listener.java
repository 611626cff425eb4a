package nightjar.watch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import nightjar.json.Json;
import org.jspecify.annotations.Nullable;

/// The client's side of a conversation: starts it, acknowledges, records.
final class Listener implements WebSocket.Listener {
  private static final Executor SOON =
      CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS);
  private static final int FLAGS_AT = 3;
  private static final int FLAG_IDR = 1;

  private final Recording recording;
  private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
  private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
  private final AtomicBoolean pending = new AtomicBoolean();

  Listener(Recording recording) {
    this.recording = recording;
  }

  /// Until the server ends it, or for so many seconds if not 0.
  ///
  /// @throws IOException what ended it was no end
  void await(int seconds) throws IOException, InterruptedException {
    try {
      if (seconds == 0) {
        ended.get();
      } else {
        ended.get(seconds, TimeUnit.SECONDS);
      }
    } catch (TimeoutException _) {
      // as asked
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException world ? world : new IOException(e);
    }
  }

  @Override
  public void onOpen(WebSocket socket) {
    var start =
        Json.object(
            "type",
            "start",
            "play",
            "mse",
            "codecs",
            List.of("avc1"),
            "acks",
            true,
            "screen",
            Json.object("width", 1920, "height", 1080));
    send(socket, Json.text(start));
    socket.request(1);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
    socket.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
    while (data.hasRemaining()) {
      partial.write(data.get());
    }
    if (last) {
      record(socket, ByteBuffer.wrap(partial.toByteArray()));
      partial.reset();
    }
    socket.request(1);
    return null;
  }

  private void record(WebSocket socket, ByteBuffer message) {
    boolean idr = message.remaining() > FLAGS_AT && (message.get(FLAGS_AT) & FLAG_IDR) != 0;
    try {
      if (!recording.add(message)) {
        ended.complete(null);
      }
    } catch (IOException e) {
      ended.completeExceptionally(e);
    }
    if (recording.newest() >= 0 && idr) {
      acknowledge(socket);
    } else if (recording.newest() >= 0 && pending.compareAndSet(false, true)) {
      SOON.execute(() -> acknowledge(socket));
    }
  }

  private void acknowledge(WebSocket socket) {
    pending.set(false);
    send(socket, Json.text(Json.object("type", "ack", "sequence", recording.newest())));
  }

  private static void send(WebSocket socket, String text) {
    var _ = socket.sendText(text, true); // a failure comes to onError too
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
    if (code == WebSocket.NORMAL_CLOSURE || code == 1001) {
      ended.complete(null);
    } else {
      ended.completeExceptionally(new IOException("the server closed: " + code + " " + reason));
    }
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable error) {
    ended.completeExceptionally(
        new IOException("the connection broke: " + error.getMessage(), error));
  }
}
