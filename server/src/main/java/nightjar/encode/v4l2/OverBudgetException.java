package nightjar.encode.v4l2;

import java.io.IOException;

/// The encoder in hardware works, and has too little left; the message has the arithmetic.
public final class OverBudgetException extends IOException {
  private static final long serialVersionUID = 1;

  OverBudgetException(String message) {
    super(message);
  }
}
