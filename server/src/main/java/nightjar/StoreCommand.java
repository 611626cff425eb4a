package nightjar;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import nightjar.base.Clock;
import nightjar.config.Settings;
import nightjar.record.file.DeviceKey;
import nightjar.record.store.Inspection;
import nightjar.record.store.StoreBusyException;
import nightjar.record.store.StoreConfig;

/// `check --store`: whether every file of footage and every row of the index agree.
final class StoreCommand {
  private StoreCommand() {}

  static void run(Arguments args, PrintStream out) throws Exit {
    args.noMore();
    var data = Settings.data(ServeCommand.file(args));
    var standard = Settings.footage(ServeCommand.file(args));
    var folder = args.option("folder").map(Path::of).orElse(standard).toAbsolutePath();
    try {
      if (args.flag("rebuild")) {
        rebuild(folder, data, out);
      }
      check(folder, out);
    } catch (StoreBusyException e) {
      throw new Exit(Exit.UNAVAILABLE, String.valueOf(e.getMessage()));
    } catch (NoSuchFileException e) {
      throw new Exit(Exit.NO_INPUT, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new Exit(Exit.IO, String.valueOf(e.getMessage()));
    }
  }

  private static void rebuild(Path folder, Path data, PrintStream out) throws IOException {
    var mends =
        Inspection.rebuild(folder, StoreConfig.STANDARD, DeviceKey.open(data), Clock.SYSTEM);
    mends.forEach(mend -> out.println(mend.file() + ": " + mend.what()));
  }

  private static void check(Path folder, PrintStream out) throws IOException, Exit {
    var checked = Inspection.check(folder);
    checked.wrong().forEach(out::println);
    out.println(
        "%s: %d files, %.1f MB%s%s"
            .formatted(
                folder,
                checked.files(),
                checked.bytes() / 1e6,
                checked.open() == 0 ? "" : ", of these %d being written".formatted(checked.open()),
                checked.wrong().isEmpty() ? ", all in order" : ""));
    if (!checked.wrong().isEmpty()) {
      int wrong = checked.wrong().size();
      throw new Exit(Exit.DATA, wrong == 1 ? "1 thing is wrong" : wrong + " things are wrong");
    }
  }
}
