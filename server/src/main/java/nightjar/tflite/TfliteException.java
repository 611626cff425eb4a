package nightjar.tflite;

import java.io.IOException;

/// TensorFlow Lite will not have a model; the message says why as far as the library did.
public final class TfliteException extends IOException {
  private static final long serialVersionUID = 1;

  TfliteException(String message) {
    super(message);
  }
}
