package nightjar.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// A YAML file as sections that know their lines.
final class YamlFile {
  private static final long LARGEST = 1 << 20;

  private YamlFile() {}

  /// Never fails: what is wrong is among the problems, and the section is empty.
  static Section read(Path file, Problems problems) {
    try {
      if (Files.exists(file) && Files.size(file) > LARGEST) {
        problems.add(0, "is larger than a settings file can be");
        return Section.empty(problems);
      }
      return parse(Files.readString(file), problems);
    } catch (NoSuchFileException _) {
      problems.add(0, "does not exist; docs/ref/config.md shows one");
    } catch (CharacterCodingException _) {
      problems.add(0, "is not UTF-8 text");
    } catch (IOException e) {
      problems.add(0, "cannot be read: " + e.getMessage());
    }
    return Section.empty(problems);
  }

  static Section parse(String text, Problems problems) {
    try {
      var settings = LoadSettings.builder().setMaxAliasesForCollections(0).build();
      var parser = new ParserImpl(settings, new StreamReader(settings, text));
      var root = new Composer(settings, parser).getSingleNode();
      if (root.isEmpty()) {
        return Section.empty(problems);
      }
      if (root.get() instanceof MappingNode mapping) {
        return Section.of("", mapping, problems);
      }
      problems.add(1, "must be keys and values, such as listen: 127.0.0.1:8080");
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(m -> m.getLine() + 1).orElse(0);
      problems.add(line, "is not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      problems.add(0, "is not YAML: " + e.getMessage());
    }
    return Section.empty(problems);
  }
}
