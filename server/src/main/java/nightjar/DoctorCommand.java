package nightjar;

import java.io.PrintStream;
import java.util.ArrayList;
import nightjar.doctor.CameraList;
import nightjar.doctor.EncoderCheck;
import nightjar.doctor.Examination;
import nightjar.doctor.Finding;
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
    try {
      examine(Surroundings.ofThisMachine(), args.flag("hardware"), out);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  static void examine(Surroundings here, boolean hardware, PrintStream out)
      throws Exit, InterruptedException {
    var choice = EncoderChoice.make(here.dev(), here.devices(), here.clock());
    var report = new HardwareReport(here);
    if (hardware) {
      report.heading(Main.version()).forEach(out::println);
      out.println();
    }
    var found = new ArrayList<>(Examination.of(here));
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
