package nightjar;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// docs/ref/openapi.yaml, as tests use it.
record OpenApi(Node file) {
  private static final List<String> METHODS = List.of("get", "put", "post", "delete");

  static OpenApi read() throws IOException {
    var text = Files.readString(Path.of("../docs/ref/openapi.yaml"));
    return new OpenApi(Node.of(new Load(LoadSettings.builder().build()).loadFromString(text)));
  }

  /// @param node its description
  /// @param shared what all operations of its path have
  record Operation(String method, String path, Node node, List<Node> shared) {
    String id() {
      return node.text("operationId");
    }

    String rule() {
      return node.has("x-rule") ? node.text("x-rule") : "";
    }

    @Override
    public String toString() {
      return method + " " + path;
    }

    boolean matches(String asked, String target) {
      var pattern = path.replace(".", "\\.").replaceAll("\\{\\w+}", "[A-Za-z0-9._-]{1,64}");
      boolean same = asked.equals(method) || asked.equals("HEAD") && method.equals("GET");
      return same && target.replaceFirst("\\?.*", "").matches(pattern);
    }

    List<Node> parameters() {
      var own = node.has("parameters") ? node.at("parameters").each() : List.<Node>of();
      return Stream.concat(shared.stream(), own.stream()).toList();
    }

    Optional<Schema> body() {
      return node.has("requestBody")
          ? Optional.of(schema(node.at("requestBody"), "application/json"))
          : Optional.empty();
    }

    private static Schema schema(Node with, String type) {
      return new Schema(with.at("content").at(type).at("schema"));
    }

    List<String> statuses() {
      return node.at("responses").names();
    }

    /// What is not as the file says; empty when all is.
    List<String> problems(RawHttp.Response answer) {
      if (!statuses().contains("" + answer.status())) {
        return List.of(this + " is not said to answer " + answer.status());
      }
      var said = node.at("responses").at("" + answer.status());
      var problems = new ArrayList<String>();
      if (said.has("headers")) {
        headers(said.at("headers"), answer, problems);
      }
      content(said, answer, problems);
      return problems;
    }

    private static void headers(Node said, RawHttp.Response answer, List<String> problems) {
      for (var name : said.names()) {
        var value = answer.header(name.toLowerCase(Locale.ROOT));
        var schema = new Schema(said.at(name).at("schema"));
        boolean number = schema.types().contains("integer");
        for (var line : value.split("\n", -1)) {
          schema
              .problems(number && !line.isEmpty() ? StrictJson.parse(line) : line)
              .forEach(problem -> problems.add(name + problem));
        }
      }
    }

    private static void content(Node said, RawHttp.Response answer, List<String> problems) {
      var type = answer.header("content-type");
      if (!said.has("content")) {
        if (!type.isEmpty() || answer.bytes().length > 0) {
          problems.add("there is content where none is said to be: " + type);
        }
        return;
      }
      var known = type.replaceFirst(";.*", "");
      if (!said.at("content").has(known)) {
        problems.add("the content is said to be " + said.at("content").names() + ", not " + type);
        return;
      }
      boolean json = known.equals("application/json");
      var text = new String(answer.bytes(), UTF_8);
      problems.addAll(schema(said, known).problems(json ? StrictJson.parse(text) : text));
    }
  }

  List<Operation> operations() {
    var all = new ArrayList<Operation>();
    var paths = file.at("paths");
    for (var path : paths.names()) {
      var item = paths.at(path);
      var shared = item.has("parameters") ? item.at("parameters").each() : List.<Node>of();
      for (var method : METHODS) {
        if (item.has(method)) {
          var name = method.toUpperCase(Locale.ROOT);
          all.add(new Operation(name, path, item.at(method), shared));
        }
      }
    }
    return all;
  }

  Operation operation(String id) {
    return operations().stream().filter(o -> o.id().equals(id)).findFirst().orElseThrow();
  }

  Schema schema(String name) {
    return new Schema(file.at("components").at("schemas").at(name));
  }
}
