package nightjar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What the documents point at exists: files behind links, paths in backticks, commands of the
/// launcher, tests that are named as proof.
///
/// A path that `.gitignore` names is a product of a build, and need not exist. One with a
/// placeholder (`*`, `{name}`, `<name>`) is not looked for.
class DocsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern QUOTED = Pattern.compile("`([\\w.][\\w.-]*(?:/[\\w.-]+)*/?)`");
  private static final Pattern COMMAND = Pattern.compile("\\./nightjar ([a-z]+)");
  private static final Pattern NOT_PROSE =
      Pattern.compile("^```.*?^```$|<!--.*?-->", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Path DESIGN = ROOT.resolve("docs/design");
  private static final Pattern TEST_CLASS = Pattern.compile("`([A-Z]\\w*Test)`");
  private static final Pattern REQUIREMENT =
      Pattern.compile(
          "^\\| (\\d+\\.\\d+\\.\\d+) \\| [^|]+ \\| (met|does not apply|\\*\\*not met\\*\\*): ",
          Pattern.MULTILINE);
  private static final Pattern HELP_LINE = Pattern.compile("^  ([a-z]+) .*", Pattern.MULTILINE);

  @Test
  void linksLeadSomewhere() throws IOException {
    var broken = new TreeSet<String>();
    for (var page : pages()) {
      for (var link : all(LINK, prose(page))) {
        var target = link.replaceFirst("#.*", "");
        if (!link.contains(":") && !Files.exists(page.resolveSibling(target))) {
          broken.add(ROOT.relativize(page) + " -> " + link);
        }
      }
    }
    assertEquals(Set.of(), broken);
  }

  @Test
  void pathsInBackticksExist() throws IOException {
    var ignored = Files.readAllLines(ROOT.resolve(".gitignore"));
    var missing = new TreeSet<String>();
    for (var page : pages()) {
      for (var path : all(QUOTED, prose(page))) {
        if (isOurs(path) && !isBuilt(path, ignored) && !Files.exists(ROOT.resolve(path))) {
          missing.add(ROOT.relativize(page) + ": " + path);
        }
      }
    }
    assertEquals(Set.of(), missing);
  }

  @Test
  void commandsAreKnownToTheLauncher() throws Exception {
    var known = launcherCommands();
    var unknown = new TreeSet<String>();
    for (var page : pages()) {
      for (var command : all(COMMAND, Files.readString(page))) {
        if (!known.contains(command)) {
          unknown.add(ROOT.relativize(page) + ": ./nightjar " + command);
        }
      }
    }
    assertEquals(Set.of(), unknown);
  }

  @Test
  void designPagesSayWhetherTheyAreCurrent() throws IOException {
    var silent = new TreeSet<String>();
    for (var page : pages()) {
      if (page.startsWith(ROOT.resolve("docs/design"))
          && Files.readString(page).lines().noneMatch(line -> line.startsWith("Status: "))) {
        silent.add(ROOT.relativize(page).toString());
      }
    }
    assertEquals(Set.of(), silent);
  }

  @Test
  void testsNamedAsProofExist() throws IOException {
    var written = writtenTests();
    var missing = new TreeSet<String>();
    for (var name : List.of("security.md", "asvs.md")) {
      var named = all(TEST_CLASS, Files.readString(DESIGN.resolve(name)));
      assertTrue(named.size() > 20, name + " names no tests");
      for (var test : named) {
        if (!written.contains(test)) {
          missing.add(name + ": " + test);
        }
      }
    }
    assertEquals(Set.of(), missing);
  }

  @Test
  void theAsvsMapCountsWhatItHolds() throws IOException {
    var map = Files.readString(DESIGN.resolve("asvs.md"));
    var rows = REQUIREMENT.matcher(map).results().toList();
    var ids = rows.stream().map(row -> row.group(1)).collect(Collectors.toSet());
    assertEquals(ids.size(), rows.size(), "a requirement stands there twice");
    var judged =
        rows.stream().collect(Collectors.groupingBy(row -> row.group(2), Collectors.counting()));
    var summary =
        "Of %d requirements %d are met, %d do not apply, %d are not met."
            .formatted(
                rows.size(),
                judged.get("met"),
                judged.get("does not apply"),
                judged.get("**not met**"));
    assertTrue(map.lines().anyMatch(summary::equals), "it should say: " + summary);
    assertEquals(253, rows.size(), "levels 1 and 2 of version 5.0.0 have 253");
  }

  @Test
  void everyRequirementSaysWhatShowsIt() throws IOException {
    var silent =
        Files.readString(DESIGN.resolve("asvs.md"))
            .lines()
            .filter(line -> line.matches("\\| \\d.*"))
            .filter(line -> !line.matches(".* \\| `[^|]+` \\|"))
            .toList();
    assertEquals(List.of(), silent);
  }

  private static Set<String> writtenTests() throws IOException {
    try (var files = Files.walk(ROOT.resolve("server/src/test/java"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("Test.java"))
          .map(name -> name.replace(".java", ""))
          .collect(Collectors.toSet());
    }
  }

  /// Speaks of this repository, not of a media type, a URL's path or another project's file.
  private static boolean isOurs(String path) {
    var slash = path.indexOf('/');
    return slash > 0 ? Files.exists(ROOT.resolve(path.substring(0, slash))) : path.endsWith(".md");
  }

  private static boolean isBuilt(String path, List<String> ignored) {
    var wrapped = "/" + path + "/";
    return ignored.stream().anyMatch(pattern -> wrapped.contains("/" + pattern));
  }

  private static Set<String> launcherCommands() throws Exception {
    var help = new ProcessBuilder(ROOT.resolve("nightjar").toString(), "help").start();
    var text = new String(help.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, help.waitFor());
    return Set.copyOf(all(HELP_LINE, text));
  }

  private static String prose(Path page) throws IOException {
    return NOT_PROSE.matcher(Files.readString(page)).replaceAll("");
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toList());
  }

  private static List<Path> pages() throws IOException {
    var pages = new ArrayList<Path>();
    var built = Set.of(".git", ".run", ".tools", "node_modules", "target");
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return built.contains(folder.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".md")) {
              pages.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    assertTrue(pages.size() > 3, "the documents were not found from " + ROOT);
    return pages;
  }
}
