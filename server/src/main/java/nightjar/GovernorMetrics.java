package nightjar;

import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import nightjar.governor.Readings;
import nightjar.governor.Readings.Pressure;
import nightjar.governor.Shed;
import nightjar.governor.Standing;
import nightjar.metrics.Metrics;

/// What /metrics shows of the machine, and of what is done without; NaN for what it does not show.
final class GovernorMetrics {
  private final Metrics metrics;
  private final Supplier<Standing> standing;

  private GovernorMetrics(Metrics metrics, Supplier<Standing> standing) {
    this.metrics = metrics;
    this.standing = standing;
  }

  static void of(Metrics metrics, Supplier<Standing> standing) {
    var made = new GovernorMetrics(metrics, standing);
    made.ofGovernor();
    made.ofMachine();
  }

  private void ofGovernor() {
    metrics.gauge(
        "nightjar_governor_level",
        "How many things are done without because the machine is short of something.",
        () -> standing.get().level());
    shed("detection", Shed::detection);
    shed("motion", Shed::motion);
    shed("main_rate", Shed::mainRate);
    shed("main_bits", Shed::mainBits);
    shed("sub", Shed::sub);
    metrics.gauge(
        "nightjar_governor_moving_viewers",
        "Viewers that get video at most.",
        () -> moving(standing.get().shed()));
  }

  private static double moving(Shed shed) {
    return shed.moving() == Shed.NOTHING.moving() ? Double.NaN : shed.moving();
  }

  private void shed(String what, ToDoubleFunction<Shed> part) {
    metrics.gauge(
        "nightjar_governor_part_ratio",
        "Part that is left of what is set.",
        () -> part.applyAsDouble(standing.get().shed()),
        "of",
        what);
  }

  private void ofMachine() {
    reading("cpu_busy_ratio", "Busy part of all processors.", Readings::cpu);
    reading("load_ratio", "Tasks that want a processor, for each there is.", Readings::load);
    reading("temperature_celsius", "Of the hottest place.", Readings::temperature);
    reading(
        "slowed",
        "1 while the board holds its processors back.",
        r -> r.power() == null ? Double.NaN : flag(r.power().slowed()));
    reading(
        "undervolted",
        "1 while the power supply gives too little.",
        r -> r.power() == null ? Double.NaN : flag(r.power().undervolted()));
    pressure("cpu", Readings::cpuPressure);
    pressure("memory", Readings::memoryPressure);
    pressure("io", Readings::ioPressure);
    reading("memory_free_bytes", "Memory programs can still have.", Readings::memoryFree);
    reading("cma_free_bytes", "Memory the camera's hardware can still have.", Readings::cmaFree);
    reading(
        "disk_latency_seconds",
        "Time the disk of footage takes to keep what it is given.",
        r -> r.diskLatency() / 1e3);
    reading(
        "wifi_bitrate",
        "Bits a second on the air.",
        r -> r.wifi() == null ? Double.NaN : r.wifi().bitrate());
    reading(
        "wifi_sending_bitrate",
        "Bits a second sent.",
        r -> r.wifi() == null ? Double.NaN : r.wifi().sending());
    reading(
        "wifi_signal_dbm",
        "How strong the access point is heard.",
        r -> r.wifi() == null ? Double.NaN : r.wifi().signal());
  }

  private static double flag(boolean so) {
    return so ? 1 : 0;
  }

  private void reading(String name, String help, ToDoubleFunction<Readings> value) {
    metrics.gauge(
        "nightjar_machine_" + name, help, () -> value.applyAsDouble(standing.get().readings()));
  }

  private void pressure(String resource, Function<Readings, Pressure> of) {
    pressure(resource, "some", r -> of.apply(r).some());
    pressure(resource, "full", r -> of.apply(r).full());
  }

  private void pressure(String resource, String kind, ToDoubleFunction<Readings> value) {
    metrics.gauge(
        "nightjar_machine_pressure_ratio",
        "Part of the last ten seconds in which some task waited, or all did.",
        () -> value.applyAsDouble(standing.get().readings()),
        "resource",
        resource,
        "kind",
        kind);
  }
}
