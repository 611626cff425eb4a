package nightjar;

import java.io.PrintStream;
import java.lang.module.ModuleDescriptor;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Arguments to a command, and its exit code.
public final class Main {
  private static final String USAGE =
      """
      nightjar run [--config FILE] [--insecure-http]
                                               the camera server; insecure behind a proxy only
      nightjar demo [--source FILE | --size WxH] [--port N] [--seconds N] [--no-governor]
                                               a generated scene or a clip, for this machine only
      nightjar watch URL [--seconds N] [--ca FILE] [--token-file FILE] > out.mp4
                                               what a camera sends, as a file
      nightjar analyze CLIP... [--config FILE] [--camera NAME] [--json] [--no-objects]
                                               what would have been found in clips, and why
      nightjar verify FILE... | --all [--key PEM] [--config FILE] [--folder FOLDER] [--json]
                                               whether footage is as it was recorded
      nightjar check [--config FILE]               whether the settings file is right
      nightjar check --store [--rebuild] [--config FILE] [--folder FOLDER]
                                               whether footage and its index agree
      nightjar cameras                             what is attached, and its settings
      nightjar doctor [--config FILE] [--hardware] what this machine has, and what is wrong with it
      nightjar user list | add NAME --role ROLE | password NAME | factors NAME | remove NAME
                    [--config FILE]            accounts, for whoever is locked out
      nightjar version
      """;

  private Main() {}

  public static void main(String[] args) {
    Thread.setDefaultUncaughtExceptionHandler(Main::crash);
    int code = run(List.of(args), System.out, System.err);
    if (code != Exit.OK) {
      System.exit(code);
    }
  }

  /// Runs a command and returns its exit code.
  static int run(List<String> args, PrintStream out, PrintStream err) {
    try {
      var command = args.isEmpty() ? "" : args.getFirst();
      var rest = args.isEmpty() ? args : args.subList(1, args.size());
      switch (command) {
        case "run" -> ServeCommand.run(Arguments.of(rest, Set.of("insecure-http"), "config"), out);
        case "demo" ->
            ServeCommand.demo(
                Arguments.of(rest, Set.of("no-governor"), "source", "size", "port", "seconds"),
                out);
        case "watch" -> WatchCommand.run(Arguments.of(rest, "seconds", "ca", "token-file"));
        case "analyze" ->
            AnalyzeCommand.run(
                Arguments.of(rest, Set.of("json", "no-objects", "ungated"), "config", "camera"),
                out,
                err);
        case "verify" ->
            VerifyCommand.run(
                Arguments.of(rest, Set.of("all", "json"), "key", "config", "folder"), out);
        case "check" -> check(rest, out);
        case "cameras" -> DoctorCommand.cameras(Arguments.of(rest), out);
        case "doctor" ->
            DoctorCommand.doctor(Arguments.of(rest, Set.of("hardware"), "config"), out);
        case "user" -> UserCommand.run(Arguments.of(rest, "config", "role"), out);
        case "version" -> out.println("nightjar " + version());
        case "help", "--help", "-h" -> out.print(USAGE);
        default -> throw new Exit(Exit.USAGE, "there is no command \"" + command + "\"\n" + USAGE);
      }
      return Exit.OK;
    } catch (Exit e) {
      err.println("nightjar: " + String.valueOf(e.getMessage()).stripTrailing());
      return e.code();
    }
  }

  private static void check(List<String> rest, PrintStream out) throws Exit {
    var args = Arguments.of(rest, Set.of("store", "rebuild"), "config", "folder");
    if (args.flag("store")) {
      StoreCommand.run(args, out);
    } else {
      ServeCommand.check(Arguments.of(rest, "config"), out);
    }
  }

  /// By the launcher, which asks git, or by the package; else of the module.
  static String version() {
    var word = System.getProperty("nightjar.version", "");
    var module = Main.class.getModule().getDescriptor();
    return !word.isEmpty()
        ? word
        : Optional.ofNullable(module)
            .flatMap(ModuleDescriptor::version)
            .map(Object::toString)
            .orElse("development");
  }

  /// A bug. Whoever started us starts us again; footage is safe by construction.
  private static void crash(Thread thread, Throwable bug) {
    System.err.println("nightjar: a bug ended the program, in thread " + thread.getName());
    bug.printStackTrace();
    Runtime.getRuntime().halt(Exit.BUG);
  }
}
