package nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nightjar.alert.AlertConfig;
import nightjar.alert.Alerts;
import nightjar.alert.Bell;
import nightjar.alert.RuleText;
import nightjar.alert.Troubles;
import nightjar.auth.Auth;
import nightjar.auth.AuthConfig;
import nightjar.base.Clock;
import nightjar.config.Settings.RecordSettings;
import nightjar.event.EventConfig;
import nightjar.event.Events;
import nightjar.event.Keeping;
import nightjar.http.Access;
import nightjar.http.Alerting;
import nightjar.http.Happenings;
import nightjar.http.HttpServer;
import nightjar.http.RouteTable;
import nightjar.http.Storing;
import nightjar.live.Box;
import nightjar.live.Viewers;
import nightjar.metrics.Metrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// docs/ref/openapi.yaml has every route with its rule, and no other.
class OpenApiTest {
  private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z]+ /\\S+)` \\| (\\w+) \\|");

  @TempDir Path dir;

  @Test
  void theFileHasEveryRoute() throws IOException {
    var said =
        OpenApi.read().operations().stream()
            .map(operation -> operation + " " + operation.rule())
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(routes(), said);
  }

  /// The table for people has the same.
  @Test
  void thePageHasEveryRoute() throws IOException {
    var page = Files.readString(Path.of("../docs/ref/http-api.md"));
    var rows = new TreeSet<String>();
    ROW.matcher(page).results().forEach(row -> rows.add(row.group(1) + " " + row.group(2)));
    assertEquals(routes(), rows);
  }

  private Set<String> routes() throws IOException {
    var day = Duration.ofDays(1);
    try (var auth = Auth.open(new AuthConfig(dir.resolve("data"), day, day, day), Clock.SYSTEM);
        var footage = FootageRig.of(RecordSettings.STANDARD, null, Clock.SYSTEM);
        var alerts = alerts()) {
      var events =
          new Events(dir, EventConfig.STANDARD, Keeping.STANDARD, Clock.SYSTEM); // never started
      return RouteTable.of(
          new HttpServer.Shown(
              List.of(),
              new Viewers("", Clock.SYSTEM, 1, Box.STRONG),
              new Metrics(),
              "1",
              "run",
              new Access.Guarded(auth),
              Clock.SYSTEM,
              new Happenings(events, Map.of(), Map.of()),
              footage.shown(),
              new Storing(footage.store(), List::of, footage.proofKey()),
              new Alerting(alerts, (_, _) -> List.of()),
              () -> {
                throw new AssertionError("nobody asks");
              }));
    }
  }

  private static final Bell.Camera NO_CAMERA =
      new Bell.Camera() {
        @Override
        public Optional<byte[]> picture(String camera) {
          return Optional.empty();
        }

        @Override
        public Optional<byte[]> clip(String camera, long from, long to) {
          return Optional.empty();
        }
      };

  private Alerts alerts() throws IOException {
    return new Alerts(
        dir.resolve("alerts"),
        AlertConfig.STANDARD,
        List.of(),
        () -> new RuleText.Known(Map.of(), List.of(), List.of(), false),
        NO_CAMERA,
        () -> new Troubles(Map.of(), "", "", 0),
        Clock.SYSTEM,
        ZoneOffset.UTC);
  }

  @Test
  void everyVariableOfAPathIsDescribed() throws IOException {
    for (var operation : OpenApi.read().operations()) {
      var names =
          VARIABLE.matcher(operation.path()).results().map(found -> found.group(1)).toList();
      var described =
          operation.parameters().stream()
              .filter(parameter -> parameter.text("in").equals("path"))
              .map(parameter -> parameter.text("name"))
              .toList();
      assertEquals(names, described, operation::toString);
    }
  }

  /// References lead somewhere, no word of a schema is beyond the tests, no name is used twice.
  @Test
  void everyPartCanBeRead() throws IOException {
    var api = OpenApi.read();
    var ids = new HashSet<String>();
    for (var operation : api.operations()) {
      assertTrue(ids.add(operation.id()), operation::id);
      operation.body().ifPresent(OpenApiTest::readAll);
      operation.parameters().forEach(parameter -> readAll(new Schema(parameter.at("schema"))));
      for (var status : operation.statuses()) {
        var answer = operation.node().at("responses").at(status);
        assertTrue(answer.has("description"), () -> operation + " " + status);
        if (answer.has("content")) {
          var content = answer.at("content");
          content.names().forEach(type -> readAll(new Schema(content.at(type).at("schema"))));
        }
      }
    }
  }

  private static void readAll(Schema schema) {
    for (var name : schema.required()) {
      assertTrue(schema.properties().contains(name), () -> schema.node().where() + " " + name);
    }
    schema.properties().forEach(name -> readAll(schema.property(name)));
    if (schema.node().has("items")) {
      readAll(schema.items());
    }
  }

  /// What is no longer referred to is forgotten.
  @Test
  void everySchemaIsUsed() throws IOException {
    var text = Files.readString(Path.of("../docs/ref/openapi.yaml"));
    var components = OpenApi.read().file().at("components");
    for (var kind : List.of("schemas", "responses", "parameters", "headers")) {
      for (var name : components.at(kind).names()) {
        assertTrue(text.contains("\"#/components/" + kind + "/" + name + "\""), name);
      }
    }
  }
}
