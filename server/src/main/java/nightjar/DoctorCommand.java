package nightjar;

import java.io.PrintStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import nightjar.base.Clock;
import nightjar.config.BadConfigException;
import nightjar.config.Settings;
import nightjar.doctor.CameraList;
import nightjar.doctor.EncoderCheck;
import nightjar.doctor.Examination;
import nightjar.doctor.Finding;
import nightjar.doctor.FolderCheck;
import nightjar.doctor.HardwareReport;
import nightjar.doctor.Surroundings;

/// `doctor` and `cameras`.
final class DoctorCommand {
  private DoctorCommand() {}

  static void cameras(Arguments args, PrintStream out) throws Exit {
    args.noMore();
    try {
      new CameraList(Surroundings.ofThisMachine()).lines().forEach(out::println);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  static void doctor(Arguments args, PrintStream out) throws Exit {
    args.noMore();
    var here = Surroundings.ofThisMachine();
    try {
      examine(here, settings(args, here.clock()), args.flag("hardware"), out);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// The settings, and the disk that they name. Where nobody has any yet there is nothing to say.
  static List<Finding> settings(Arguments args, Clock clock) throws Exit {
    var file = ServeCommand.file(args);
    if (args.option("config").isEmpty() && !Files.exists(file)) {
      return List.of();
    }
    Settings settings;
    try {
      settings = Settings.read(file);
    } catch (BadConfigException e) {
      var problems = String.valueOf(e.getMessage()).lines().toList();
      var more = problems.size() == 1 ? "" : " (%d more)".formatted(problems.size() - 1);
      return List.of(
          Finding.bad("settings: " + problems.getFirst() + more, "nightjar check says all of it"));
    }
    var found = new ArrayList<Finding>();
    found.add(Finding.fine("settings: %s is right".formatted(file)));
    var data = settings.data();
    var footage = settings.record().folder(data);
    found.addAll(new FolderCheck(footage, "footage", clock).findings());
    if (!footage.startsWith(data)) {
      found.addAll(new FolderCheck(data, "accounts and events", clock).findings());
    }
    return found;
  }

  /// @param more that was found already
  static void examine(Surroundings here, List<Finding> more, boolean hardware, PrintStream out)
      throws Exit, InterruptedException {
    var choice = EncoderChoice.make(here.dev(), here.devices(), here.clock());
    var report = new HardwareReport(here);
    if (hardware) {
      report.heading(Main.version()).forEach(out::println);
      out.println();
    }
    var found = new ArrayList<>(more);
    found.addAll(Examination.of(here));
    found.add(EncoderCheck.measure(choice.words(), choice, choice.isHardware()));
    if (hardware) {
      found.addAll(report.findings(choice.hardware()));
    }
    found.forEach(finding -> out.println(finding.text()));
    long bad = found.stream().filter(f -> f.level() == Finding.Level.BAD).count();
    if (bad > 0) {
      throw new Exit(Exit.UNAVAILABLE, bad + (bad == 1 ? " thing is" : " things are") + " wrong");
    }
  }
}
