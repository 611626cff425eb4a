package nightjar;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import nightjar.auth.Accounts;
import nightjar.auth.Auth;
import nightjar.auth.AuthConfig;
import nightjar.auth.Cameras;
import nightjar.auth.Client;
import nightjar.auth.Grant;
import nightjar.auth.RefusedException;
import nightjar.auth.Role;
import nightjar.base.Clock;
import nightjar.config.Settings;

/// `user`: accounts from the command line, for whoever is locked out, and may run commands as the
/// server's user. A running server notices within a second or two.
final class UserCommand {
  private static final Client CONSOLE = new Client("console", "");
  private static final Duration UNUSED = Duration.ofDays(1); // no session begins here
  // Nothing is removed from the audit here either: that is the server's.
  private static final Duration FOR_EVER = Duration.ofDays(100 * 365);

  private final Accounts accounts;
  private final InputStream in;
  private final PrintStream out;

  private UserCommand(Accounts accounts, InputStream in, PrintStream out) {
    this.accounts = accounts;
    this.in = in;
    this.out = out;
  }

  static void run(Arguments args, PrintStream out) throws Exit {
    run(args, Settings.data(ServeCommand.file(args)), System.in, out);
  }

  /// @param folder where the server keeps its accounts
  static void run(Arguments args, Path folder, InputStream in, PrintStream out) throws Exit {
    var words = args.rest();
    var verb = words.isEmpty() ? "" : words.getFirst();
    int wanted = verb.equals("list") ? 1 : 2;
    if (words.size() != wanted || (args.option("role").isPresent() && !verb.equals("add"))) {
      throw usage();
    }
    if (!verb.equals("add") && !Files.exists(folder)) {
      throw new Exit(Exit.NO_INPUT, "there are no accounts: there is no " + folder);
    }
    var config = new AuthConfig(folder, UNUSED, UNUSED, FOR_EVER);
    try (var auth = Auth.beside(config, Clock.SYSTEM)) {
      new UserCommand(auth.accounts(), in, out).run(verb, words.getLast(), args);
    } catch (RefusedException e) {
      throw new Exit(Exit.USAGE, e.message());
    } catch (IOException e) {
      throw new Exit(Exit.IO, String.valueOf(e.getMessage()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(String verb, String name, Arguments args)
      throws Exit, RefusedException, IOException, InterruptedException {
    switch (verb) {
      case "list" -> list();
      case "add" -> add(name, args);
      case "password" -> password(name);
      case "factors" -> {
        accounts.removeFactors(Grant.console(), name, CONSOLE);
        out.println(
            name + " has no authenticator app, no passkeys and no tokens now, and is signed out");
      }
      case "remove" -> {
        accounts.remove(Grant.console(), name, CONSOLE);
        out.println(name + " is removed");
      }
      default -> throw usage();
    }
  }

  private static Exit usage() {
    return new Exit(
        Exit.USAGE,
        "say one of: user list, user add NAME --role viewer|operator|administrator,"
            + " user password NAME, user factors NAME, user remove NAME");
  }

  private void list() {
    for (var account : accounts.list()) {
      out.println(
          "%-20s %-13s %-12s last login %s"
              .formatted(account.name(), account.role().word(), factors(account), last(account)));
    }
  }

  private static String factors(Accounts.Listed account) {
    var app = account.totp() ? "app " : "";
    return (app + (account.passkeys() == 0 ? "" : account.passkeys() + " passkeys")).strip();
  }

  private static String last(Accounts.Listed account) {
    return account.login().equals(Instant.EPOCH)
        ? "never"
        : account.login().toString().substring(0, 16) + "Z";
  }

  private void add(String name, Arguments args)
      throws Exit, RefusedException, IOException, InterruptedException {
    var role = args.option("role").flatMap(Role::of).orElseThrow(UserCommand::usage);
    var added = accounts.add(Grant.console(), name, ask(name), role, new Cameras.All(), CONSOLE);
    out.println(added.name() + " is added as " + role.word() + ", for all cameras");
  }

  private void password(String name)
      throws Exit, RefusedException, IOException, InterruptedException {
    var account = accounts.get(name);
    var change =
        new Accounts.Change(Optional.empty(), Optional.empty(), Optional.of(ask(account.name())));
    accounts.change(Grant.console(), account.name(), change, CONSOLE);
    out.println(account.name() + " has a new password and no tokens, and is signed out everywhere");
  }

  /// Twice and unseen from a terminal, else the first line of what comes in.
  private String ask(String name) throws Exit, IOException {
    var console = System.console();
    if (!in.equals(System.in) || console == null || !console.isTerminal()) {
      var line = new BufferedReader(new InputStreamReader(in, UTF_8)).readLine();
      if (line == null) {
        throw new Exit(Exit.USAGE, "no password came in");
      }
      return line;
    }
    var once = console.readPassword("New password of %s: ", name);
    var again = console.readPassword("Again: ");
    if (once == null || again == null || !Arrays.equals(once, again)) {
      throw new Exit(Exit.USAGE, "the two are not the same; nothing has changed");
    }
    return new String(once);
  }
}
