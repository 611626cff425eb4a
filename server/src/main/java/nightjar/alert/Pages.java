package nightjar.alert;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Pages that are open, and told of everything as it happens. Any thread.
public final class Pages {
  private final List<Page> open = new CopyOnWriteArrayList<>();

  /// One of them. Waits for nobody: what it is told it only notes down.
  public interface Page {
    void alert(Kept alert);

    /// Something happened with an alert that was told before.
    void changed(Kept alert);

    void house(HouseState state);
  }

  /// Told until it is closed.
  public interface Listening extends AutoCloseable {
    @Override
    void close();
  }

  Listening listen(Page page) {
    open.add(page);
    return () -> open.remove(page);
  }

  void alert(Kept alert) {
    open.forEach(page -> page.alert(alert));
  }

  void changed(Kept alert) {
    open.forEach(page -> page.changed(alert));
  }

  void house(HouseState state) {
    open.forEach(page -> page.house(state));
  }
}
