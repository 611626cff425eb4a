import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import nightjar.DelayServer;
import nightjar.json.JsonObject;

/// The benchmark `alert-delay`: from the picture in which motion is sure to whoever is told.
final class Delay {
  private static final double GOAL = 300; // milliseconds, of 95 in 100
  private static final String SETTINGS =
      """
      listen: 127.0.0.1:0
      governor: {on: no}
      cameras:
        front: {source: demo, record: {mode: continuous}}
        garden: {source: demo, width: 640, height: 360, seed: 2}
        drive: {source: demo, width: 640, height: 360, seed: 3}
        door: {source: demo, width: 640, height: 360, seed: 4}
      alerts:
        channels:
          broker: {kind: mqtt, url: "mqtt://127.0.0.1:%d"}
      """;
  private static final String RULES =
      """
      {"rules": [{"name": "Motion", "on": true, "modes": ["away"], "times": "", "light": "any",
      "cameras": [], "what": {"type": "motion", "zone": ""}, "coolDown": 0, "digest": 0,
      "channels": [], "urgent": false}]}
      """;

  private final List<Double> byBroker = Collections.synchronizedList(new ArrayList<>());
  private final List<Double> byPage = Collections.synchronizedList(new ArrayList<>());

  private Delay() {}

  public static void main(String[] args) throws Exception {
    if (args.length > 1 || List.of(args).stream().anyMatch(a -> !a.matches("\\d{1,3}"))) {
      System.err.println("bench/alert-delay: wrong usage; --help says what is right");
      System.exit(64);
    }
    int minutes = args.length > 0 ? Integer.parseInt(args[0]) : 5;
    var dir = Files.createTempDirectory("nightjar-delay");
    boolean fine;
    try {
      fine = new Delay().run(dir, minutes);
    } finally {
      try (var files = Files.walk(dir)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    System.exit(fine ? 0 : 1); // the subscriber's threads go with it
  }

  private boolean run(Path dir, int minutes) throws Exception {
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    var broker = startBroker(dir, port);
    try (var server = new DelayServer(dir.resolve("nightjar.yaml"), SETTINGS.formatted(port));
        var http = HttpClient.newHttpClient()) {
      var to = "http://127.0.0.1:" + server.port();
      subscribe(port);
      openPage(http, to);
      put(http, to + "/api/v1/alerts/rules", RULES);
      put(http, to + "/api/v1/house/mode", "{\"mode\":\"away\"}");
      TimeUnit.MINUTES.sleep(minutes);
      http.shutdownNow(); // closing it waits for the page's end
    } finally {
      broker.destroyForcibly().waitFor();
    }
    return say("broker", byBroker) & say("page", byPage);
  }

  private static Process startBroker(Path dir, int port) throws Exception {
    var file = dir.resolve("mosquitto.conf");
    Files.writeString(file, "listener %d 127.0.0.1\nallow_anonymous true\n".formatted(port));
    var started =
        new ProcessBuilder("/usr/sbin/mosquitto", "-c", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("log").toFile())
            .start();
    for (int i = 0; i < 200; i++) {
      try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return started;
      } catch (IOException _) {
        Thread.sleep(20);
      }
    }
    throw new IOException("the broker does not listen");
  }

  private void subscribe(int port) throws Exception {
    var ear = Mqtt5Client.builder().serverHost("127.0.0.1").serverPort(port).buildAsync();
    ear.publishes(
        MqttGlobalPublishFilter.ALL,
        message -> {
          long now = System.currentTimeMillis();
          note(new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8), now, byBroker);
        });
    ear.connect().get(20, TimeUnit.SECONDS);
    ear.subscribeWith().topicFilter("nightjar/alert").qos(MqttQos.AT_LEAST_ONCE).send().get(20, TimeUnit.SECONDS);
  }

  private void openPage(HttpClient http, String to) {
    var address = URI.create(to.replace("http:", "ws:") + "/api/v1/alerts/live");
    http.newWebSocketBuilder()
        .subprotocols("nightjar.v1")
        .buildAsync(address, new Page())
        .thenAccept(Delay::keepAlive)
        .join();
  }

  private static void keepAlive(WebSocket page) {
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                while (true) {
                  page.sendText("{\"type\":\"ping\",\"t0\":1}", true).join();
                  Thread.sleep(5_000);
                }
              } catch (Exception _) {
                // the server is gone
              }
            });
  }

  private final class Page implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket page, CharSequence part, boolean last) {
      long now = System.currentTimeMillis();
      text.append(part);
      if (last) {
        var whole = text.toString();
        text.setLength(0);
        if (whole.startsWith("{\"type\":\"alert\"")) {
          note(whole, now, byPage);
        }
      }
      page.request(1);
      return null;
    }
  }

  private static void note(String message, long now, List<Double> to) {
    try {
      var json = JsonObject.parse(message);
      var alert = json.has("alert") ? json.object("alert") : json;
      if (alert.string("kind").equals("motion")) {
        to.add(now - alert.number("at", 0, 1e18) / 1e3);
      }
    } catch (IOException e) {
      System.out.println("something else arrived: " + e.getMessage());
    }
  }

  private static void put(HttpClient http, String address, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(address))
            .header("Content-Type", "application/json")
            .header("Sec-Fetch-Site", "same-origin")
            .PUT(HttpRequest.BodyPublishers.ofString(body))
            .build();
    var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(answer.statusCode() + " " + answer.body());
    }
  }

  private static boolean say(String who, List<Double> delays) {
    var sorted = delays.stream().sorted().toList();
    if (sorted.isEmpty()) {
      System.out.println(who + ": nobody was told of anything");
      return false;
    }
    double late = sorted.get((int) Math.ceil(sorted.size() * 0.95) - 1);
    System.out.printf(
        "%s: %d alerts, after the picture by p50 %.0f ms, p95 %.0f ms, at most %.0f ms (goal: p95 under %.0f)%n",
        who,
        sorted.size(),
        sorted.get(sorted.size() / 2),
        late,
        sorted.getLast(),
        GOAL);
    return late < GOAL;
  }
}
