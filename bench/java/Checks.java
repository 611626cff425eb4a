import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What was checked, and what of it was not so.
final class Checks {
  private final List<String> failed = new ArrayList<>();
  private int passed;

  void that(boolean holds, String otherwise, Object... values) {
    if (holds) {
      passed++;
    } else {
      failed.add(String.format(Locale.ROOT, otherwise, values));
    }
  }

  List<String> failed() {
    return failed;
  }

  int passed() {
    return passed;
  }

  /// @return the exit code
  int tell() {
    failed.forEach(f -> Report.say("FAILED: %s", f));
    Report.say("%d passed, %d failed", passed, failed.size());
    return failed.isEmpty() ? 0 : 1;
  }
}
