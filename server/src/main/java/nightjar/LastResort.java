package nightjar;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nightjar.base.Clock;
import nightjar.base.WholeFile;
import nightjar.json.BadJsonException;
import nightjar.json.Json;
import nightjar.json.JsonFile;
import nightjar.json.JsonObject;

/// Remembers over restarts how often this process had to be given up, and asks for a start of the
/// whole machine when that was too often: by a file that somebody who may do that looks for, if the
/// administrator has allowed it (`nightjar-reboot.path`).
final class LastResort {
  static final String WANTED = "reboot-wanted";
  private static final System.Logger log = System.getLogger(LastResort.class.getName());
  private static final String FILE = "given-up.json";
  private static final int VERSION = 1;

  private final Path folder;
  private final Clock clock;

  /// @param folder for what outlives the program
  LastResort(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /// This process is given up.
  void givenUp() {
    try {
      long now = clock.wallMicros();
      var past = read().oneMore(now);
      if (past.isEnough(now)) {
        past = past.rebooting(now);
        log.log(ERROR, "starting anew did not help: the machine is asked to");
        write(past);
        Files.writeString(folder.resolve(WANTED), "stands still\n", UTF_8);
      } else {
        write(past);
      }
    } catch (IOException e) {
      log.log(WARNING, "that this process is given up is not written down: {0}", e.getMessage());
    }
  }

  private Escalation read() {
    try {
      return JsonFile.read(folder.resolve(FILE), LastResort::parse, Escalation.NOTHING);
    } catch (IOException _) { // what is not known did not happen
      return Escalation.NOTHING;
    }
  }

  private static Escalation parse(String text) throws BadJsonException {
    var json = JsonObject.parse(text);
    json.number("version", VERSION, VERSION);
    var givenUp = new ArrayList<Long>();
    for (var row : json.rows("givenUp", 1)) {
      givenUp.add(row.getFirst().longValue());
    }
    return new Escalation(givenUp, (long) json.number("rebooted", 0, 1e17));
  }

  private void write(Escalation past) throws IOException {
    var rows = past.givenUp().stream().map(List::of).toList();
    var json = Json.object("version", VERSION, "givenUp", rows, "rebooted", past.rebooted());
    WholeFile.replace(folder.resolve(FILE), (Json.text(json) + "\n").getBytes(UTF_8));
  }
}
