package nightjar.v4l2;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static nightjar.v4l2.Videodev2.V4L2_CTRL_FLAG_DISABLED;
import static nightjar.v4l2.Videodev2.V4L2_CTRL_FLAG_NEXT_CTRL;
import static nightjar.v4l2.Videodev2.V4L2_CTRL_FLAG_READ_ONLY;
import static nightjar.v4l2.Videodev2.V4L2_CTRL_FLAG_WRITE_ONLY;
import static nightjar.v4l2.Videodev2.VIDIOC_QUERYCTRL;
import static nightjar.v4l2.Videodev2.VIDIOC_QUERYMENU;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The controls of a device.
public final class Controls {
  private static final long ID = Structs.at(Structs.QUERYCTRL, "id");
  private static final long TYPE = Structs.at(Structs.QUERYCTRL, "type");
  private static final long NAME = Structs.at(Structs.QUERYCTRL, "name");
  private static final long MINIMUM = Structs.at(Structs.QUERYCTRL, "minimum");
  private static final long MAXIMUM = Structs.at(Structs.QUERYCTRL, "maximum");
  private static final long STEP = Structs.at(Structs.QUERYCTRL, "step");
  private static final long DEFAULT = Structs.at(Structs.QUERYCTRL, "default_value");
  private static final long FLAGS = Structs.at(Structs.QUERYCTRL, "flags");

  private static final long MENU_ID = Structs.at(Structs.QUERYMENU, "id");
  private static final long MENU_INDEX = Structs.at(Structs.QUERYMENU, "index");
  private static final long MENU_NAME = Structs.at(Structs.QUERYMENU, "name");

  private static final int NAME_BYTES = 32;
  private static final int MOST_CONTROLS = 1000; // a driver that never ends its list
  private static final int MOST_CHOICES = 100;

  private Controls() {}

  /// All that hold one number, in the device's order.
  public static List<Control> of(VideoNode node) {
    var all = new ArrayList<Control>();
    int id = 0;
    for (int i = 0; i < MOST_CONTROLS; i++) {
      var struct = node.fresh();
      struct.set(JAVA_INT, ID, id | V4L2_CTRL_FLAG_NEXT_CTRL);
      if (node.device().ioctl(VIDIOC_QUERYCTRL, struct) < 0) {
        break;
      }
      id = struct.get(JAVA_INT, ID);
      read(node, struct).ifPresent(all::add);
    }
    return all;
  }

  private static Optional<Control> read(VideoNode node, MemorySegment struct) {
    int type = struct.get(JAVA_INT, TYPE);
    int flags = struct.get(JAVA_INT, FLAGS);
    var kind = kind(type);
    if (kind.isEmpty() || (flags & V4L2_CTRL_FLAG_DISABLED) != 0) {
      return Optional.empty();
    }
    int id = struct.get(JAVA_INT, ID);
    var name = Control.nameOf(VideoNode.text(struct, NAME, NAME_BYTES));
    int least = struct.get(JAVA_INT, MINIMUM);
    int most = struct.get(JAVA_INT, MAXIMUM);
    int step = struct.get(JAVA_INT, STEP);
    int preset = struct.get(JAVA_INT, DEFAULT);
    boolean numbers = type == Videodev2.V4L2_CTRL_TYPE_INTEGER_MENU;
    List<Control.Choice> menu =
        kind.get() == Control.Kind.CHOICE ? menu(node, id, least, most, numbers) : List.of();
    boolean readable =
        kind.get() != Control.Kind.BUTTON && (flags & V4L2_CTRL_FLAG_WRITE_ONLY) == 0;
    boolean settable = (flags & V4L2_CTRL_FLAG_READ_ONLY) == 0;
    Optional<Integer> now = readable ? value(node, id, name) : Optional.empty();
    return Optional.of(
        new Control(id, name, kind.get(), least, most, step, preset, menu, now, settable));
  }

  private static Optional<Control.Kind> kind(int type) {
    return switch (type) {
      case Videodev2.V4L2_CTRL_TYPE_INTEGER -> Optional.of(Control.Kind.NUMBER);
      case Videodev2.V4L2_CTRL_TYPE_BOOLEAN -> Optional.of(Control.Kind.SWITCH);
      case Videodev2.V4L2_CTRL_TYPE_MENU, Videodev2.V4L2_CTRL_TYPE_INTEGER_MENU ->
          Optional.of(Control.Kind.CHOICE);
      case Videodev2.V4L2_CTRL_TYPE_BUTTON -> Optional.of(Control.Kind.BUTTON);
      case Videodev2.V4L2_CTRL_TYPE_BITMASK -> Optional.of(Control.Kind.BITS);
      default -> Optional.empty(); // headings, text, and numbers of 64 bits
    };
  }

  private static Optional<Integer> value(VideoNode node, int id, String name) {
    try {
      return Optional.of(node.control(id, name));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static List<Control.Choice> menu(
      VideoNode node, int id, int least, int most, boolean numbers) {
    var all = new ArrayList<Control.Choice>();
    for (int i = Math.max(0, least); i <= Math.min(most, MOST_CHOICES); i++) {
      var struct = node.fresh();
      struct.set(JAVA_INT, MENU_ID, id);
      struct.set(JAVA_INT, MENU_INDEX, i);
      if (node.device().ioctl(VIDIOC_QUERYMENU, struct) < 0) {
        continue; // this camera has not all that the kind of control may have
      }
      var meaning =
          numbers
              ? Integer.toString(struct.get(JAVA_INT, MENU_NAME))
              : VideoNode.text(struct, MENU_NAME, NAME_BYTES);
      all.add(new Control.Choice(i, meaning));
    }
    return all;
  }

  /// Sets controls by name. Switches and choices come first, for some decide whether a number may
  /// be set at all: `auto_exposure` before `exposure_time_absolute`.
  ///
  /// @throws IOException one is not there or does not take its value; the message says what would
  ///   be right
  public static void set(VideoNode node, Map<String, Integer> values) throws IOException {
    if (values.isEmpty()) {
      return;
    }
    var all = of(node);
    var numbers = new ArrayList<Control>();
    for (var name : values.keySet()) {
      var control = named(node, all, name);
      int value = values.getOrDefault(name, 0);
      if (!control.settable() || !control.takes(value)) {
        throw new IOException(
            "%s: control %s %s: %d"
                .formatted(
                    node.name(),
                    name,
                    control.settable() ? "takes " + control.range() : "cannot be set",
                    value));
      }
      if (control.kind() == Control.Kind.NUMBER) {
        numbers.add(control);
      } else {
        node.setControl(control.id(), value, name);
      }
    }
    for (var control : numbers) {
      node.setControl(control.id(), values.getOrDefault(control.name(), 0), control.name());
    }
  }

  private static Control named(VideoNode node, List<Control> all, String name) throws IOException {
    return all.stream()
        .filter(control -> control.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IOException(
                    "%s has no control %s; it has %s"
                        .formatted(
                            node.name(),
                            name,
                            all.isEmpty()
                                ? "none"
                                : String.join(", ", all.stream().map(Control::name).toList()))));
  }
}
