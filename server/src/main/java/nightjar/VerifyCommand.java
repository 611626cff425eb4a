package nightjar;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import nightjar.config.Settings;
import nightjar.record.file.BadFileException;
import nightjar.record.file.DeviceKey;
import nightjar.record.file.ProofKey;

/// `verify`: whether files of footage, and exports, are as this device recorded them. Needs no
/// server, and writes nothing.
final class VerifyCommand {
  private static final int LONGEST_KEY = 16 << 10; // bytes

  private VerifyCommand() {}

  static void run(Arguments args, PrintStream out) throws Exit {
    run(args, out, ZoneId.systemDefault());
  }

  /// @param zone in which times are said
  static void run(Arguments args, PrintStream out, ZoneId zone) throws Exit {
    if (args.flag("all") != args.rest().isEmpty()) {
      throw new Exit(Exit.USAGE, "verify needs one file or more, such as clip.mp4, or --all");
    }
    var key = key(args);
    var words = new VerifyWords(zone);
    if (args.flag("all")) {
      all(args, key, words, out);
    } else {
      files(args, key, words, out);
    }
  }

  private static void files(Arguments args, ProofKey key, VerifyWords words, PrintStream out)
      throws Exit {
    int wrong = 0;
    for (var name : args.rest()) {
      var checked = checked(path(name), key);
      out.println(args.flag("json") ? words.json(checked) : words.line(checked));
      wrong += checked.whole() ? 0 : 1;
    }
    endWith(wrong, args.rest().size(), "");
  }

  private static void all(Arguments args, ProofKey key, VerifyWords words, PrintStream out)
      throws Exit {
    var folder =
        args.option("folder").isPresent()
            ? path(args.option("folder").get())
            : Settings.footage(ServeCommand.file(args));
    var walk = new VerifyWalk();
    for (var file : found(folder)) {
      var checked = checked(file, key);
      walk.add(checked);
      if (args.flag("json")) {
        out.println(words.json(checked));
      } else if (!checked.whole()) {
        out.println(words.line(checked));
      }
    }
    int wrong = walk.wrong();
    for (var camera : walk.cameras()) {
      out.print(args.flag("json") ? words.json(camera) : words.lines(camera));
      wrong += camera.broken();
    }
    endWith(wrong, walk.files(), ", or out of their chain");
  }

  private static void endWith(int wrong, int of, String or) throws Exit {
    if (wrong > 0) {
      throw new Exit(Exit.DATA, "%d of %d files are not whole%s".formatted(wrong, of, or));
    }
  }

  private static List<Path> found(Path folder) throws Exit {
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".mp4")).sorted().toList();
    } catch (NoSuchFileException _) {
      throw new Exit(Exit.NO_INPUT, folder + " is not there; give the folder with --folder");
    } catch (IOException | UncheckedIOException e) {
      throw new Exit(Exit.IO, folder + " cannot be read: " + e.getMessage());
    }
  }

  private static Checked checked(Path file, ProofKey key) throws Exit {
    try (var channel = FileChannel.open(file)) {
      return Checked.of(file, channel, key);
    } catch (NoSuchFileException _) {
      throw new Exit(Exit.NO_INPUT, file + " is not there");
    } catch (IOException e) {
      throw new Exit(Exit.IO, file + " cannot be read: " + e.getMessage());
    }
  }

  private static ProofKey key(Arguments args) throws Exit {
    var named = args.option("key");
    var file = named.isPresent() ? path(named.get()) : data(args).resolve(DeviceKey.PUBLIC_FILE);
    try (var in = Files.newInputStream(file)) {
      return ProofKey.ofPem(new String(in.readNBytes(LONGEST_KEY), US_ASCII));
    } catch (NoSuchFileException _) {
      throw new Exit(
          Exit.NO_INPUT,
          "%s is not there: give the public key of the device that recorded with --key FILE"
              .formatted(file));
    } catch (BadFileException e) {
      throw new Exit(Exit.DATA, "%s is no public key: %s".formatted(file, e.getMessage()));
    } catch (IOException e) {
      throw new Exit(Exit.IO, file + " cannot be read: " + e.getMessage());
    }
  }

  private static Path data(Arguments args) throws Exit {
    return Settings.data(ServeCommand.file(args));
  }

  private static Path path(String name) throws Exit {
    try {
      return Path.of(name);
    } catch (InvalidPathException _) {
      throw new Exit(Exit.NO_INPUT, name + " cannot be a file's name here");
    }
  }
}
