package nightjar.live;

import java.io.IOException;
import java.nio.ByteBuffer;

/// The connection to a viewer. Sending waits until the bytes have left, and is one thread's.
public interface Wire {
  void text(String message) throws IOException, InterruptedException;

  /// One binary message.
  void binary(ByteBuffer message) throws IOException, InterruptedException;

  /// One binary message of two pieces.
  void binary(ByteBuffer first, ByteBuffer rest) throws IOException, InterruptedException;

  /// Says why and closes. Does nothing on a connection already closed.
  void close(int code, String reason);
}
