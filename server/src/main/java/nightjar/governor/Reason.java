package nightjar.governor;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// Why something is done without.
public sealed interface Reason {
  /// @param celsius of the hottest place
  record Hot(double celsius) implements Reason {}

  /// The board holds its processors back.
  record Slowed() implements Reason {}

  /// The power supply gives too little.
  record Undervolted() implements Reason {}

  /// @param waiting part of time in which tasks wait for a processor; NaN where the kernel does not
  ///   say, and too many tasks run
  record Busy(double waiting) implements Reason {}

  /// @param bytes free; NaN where tasks wait for memory though some is free
  record MemoryShort(double bytes) implements Reason {}

  /// @param bytes free of what the camera's hardware takes from
  record CmaShort(double bytes) implements Reason {}

  /// @param millis that the disk takes to keep what it was given; NaN where all wait for disks
  record DiskSlow(double millis) implements Reason {}

  /// @param sending bits a second, about as many as get through
  record WifiFull(double sending) implements Reason {}

  /// For people.
  default String words() {
    return switch (this) {
      case Hot(double celsius) -> text("%.0f °C", celsius);
      case Slowed() -> "the board is slowed down";
      case Undervolted() -> "the power supply gives too little";
      case Busy(double waiting) when Double.isNaN(waiting) -> "the processor is busy";
      case Busy(double waiting) -> text("the processor is busy, %.0f %% waiting", waiting * 100);
      case MemoryShort(double bytes) when Double.isNaN(bytes) -> "memory is short";
      case MemoryShort(double bytes) -> text("%.0f MB of memory left", bytes / (1 << 20));
      case CmaShort(double bytes) -> text("%.0f MB of CMA memory left", bytes / (1 << 20));
      case DiskSlow(double millis) when Double.isNaN(millis) -> "the disk is busy";
      case DiskSlow(double millis) -> text("the disk takes %.1f s", millis / 1e3);
      case WifiFull(double sending) -> text("the Wi-Fi is full at %.1f Mbit/s", sending / 1e6);
    };
  }

  private static String text(String format, double number) {
    return String.format(Locale.ROOT, format, number);
  }

  /// What is worth doing without for it: fewer looks for motion empty no disk and no Wi-Fi.
  default Set<Step> helps() {
    return switch (this) {
      case Hot _, Slowed _, Undervolted _, Busy _ -> EnumSet.allOf(Step.class);
      case MemoryShort _ -> EnumSet.range(Step.MAIN_SOME, Step.VIEWERS_ONE);
      case CmaShort _ -> EnumSet.of(Step.SUB);
      case DiskSlow _ -> EnumSet.range(Step.MAIN_SOME, Step.MAIN_MOST);
      case WifiFull _ -> EnumSet.range(Step.MAIN_SOME, Step.VIEWERS_ONE);
    };
  }

  /// How many times as long as others it takes to show that doing without something has helped.
  default int inertia() {
    return switch (this) {
      case Hot _, Slowed _ -> 5;
      case Undervolted _, Busy _, MemoryShort _, CmaShort _, DiskSlow _, WifiFull _ -> 1;
    };
  }
}
