package nightjar.v4l2;

import java.util.Map;

/// A control of a pretended device.
public final class FakeControl {
  final int id;
  final int type;
  final String name;
  final int min;
  final int max;
  final int preset;
  final Map<Integer, String> menu;
  int flags;
  public volatile int value;

  private FakeControl(
      int id, int type, String name, int min, int max, int preset, Map<Integer, String> menu) {
    this.id = id;
    this.type = type;
    this.name = name;
    this.min = min;
    this.max = max;
    this.preset = preset;
    this.menu = menu;
    this.value = preset;
  }

  public static FakeControl number(int id, String name, int min, int max, int preset) {
    return new FakeControl(id, 1, name, min, max, preset, Map.of());
  }

  public static FakeControl onOff(int id, String name, int preset) {
    return new FakeControl(id, 2, name, 0, 1, preset, Map.of());
  }

  public static FakeControl menu(int id, String name, int max, int preset, Map<Integer, String> m) {
    return new FakeControl(id, 3, name, 0, max, preset, m);
  }

  public static FakeControl button(int id, String name) {
    return new FakeControl(id, 4, name, 0, 0, 0, Map.of());
  }

  /// What the kernel lists as the title of the controls that follow.
  public static FakeControl heading(int id, String name) {
    return new FakeControl(id, 6, name, 0, 0, 0, Map.of());
  }

  public FakeControl flags(int flags) {
    this.flags = flags;
    return this;
  }
}
