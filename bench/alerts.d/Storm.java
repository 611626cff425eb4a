import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import nightjar.alert.Kept;
import nightjar.json.JsonObject;

/// The benchmark `alerts`: rings and rings, whoever dies meanwhile.
final class Storm {
  private static final long PATIENCE = 120_000; // milliseconds without anything new

  private final Path dir;
  private final Random random;
  private final int all;
  private final int port;
  private final Map<Integer, Long> arrived = new ConcurrentHashMap<>(); // ids, by number
  private final AtomicInteger twice = new AtomicInteger();
  private final AtomicInteger strange = new AtomicInteger(); // twice, by another id
  private Process broker;
  private int kills;
  private int brokerEnds;

  private Storm(Path dir, Random random, int all) throws IOException {
    this.dir = dir;
    this.random = random;
    this.all = all;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = free.getLocalPort();
    }
  }

  public static void main(String[] args) throws Exception {
    if (args.length > 2 || List.of(args).stream().anyMatch(a -> !a.matches("\\d{1,9}"))) {
      System.err.println("bench/alerts: wrong usage; --help says what is right");
      System.exit(64);
    }
    int all = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime() % 1_000_000_000;
    var dir = Files.createTempDirectory("nightjar-alerts");
    boolean fine = false;
    try {
      System.out.printf("%d alerts, seed %d, in %s%n", all, seed, dir);
      fine = new Storm(dir, new Random(seed), all).run();
    } finally {
      remove(dir);
    }
    System.exit(fine ? 0 : 1); // the subscriber's threads go with it
  }

  private boolean run() throws Exception {
    settings();
    startBroker();
    subscribe();
    try {
      long began = System.nanoTime();
      ring();
      await();
      double seconds = (System.nanoTime() - began) / 1e9;
      System.out.printf(
          "%d alerts in %.0f s; the program was killed %d times, the broker ended %d times%n",
          all, seconds, kills, brokerEnds);
      boolean arrivedAll = arrived.size() == all;
      System.out.printf(
          "arrived: %d, lost: %d; twice: %d, of which by another id: %d%n",
          arrived.size(), all - arrived.size(), twice.get(), strange.get());
      return receipts() & arrivedAll & strange.get() == 0;
    } finally {
      broker.destroyForcibly().waitFor();
    }
  }

  /// What it was given is on its disk when it ends in order, as it is told to here: one that is
  /// killed may have forgotten what it took over, and nobody else can know.
  private void settings() throws IOException {
    Files.writeString(
        dir.resolve("mosquitto.conf"),
        """
        listener %d 127.0.0.1
        allow_anonymous true
        user root
        persistence true
        persistence_location %s/
        max_queued_messages 0
        """
            .formatted(port, dir));
  }

  private void startBroker() throws Exception {
    var log = dir.resolve("mosquitto.log").toFile();
    broker =
        new ProcessBuilder("/usr/sbin/mosquitto", "-c", dir.resolve("mosquitto.conf").toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
            .start();
    for (int i = 0; i < 500; i++) {
      try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException _) {
        Thread.sleep(20);
      }
    }
    throw new IOException("the broker does not listen: " + Files.readString(log.toPath()));
  }

  private void subscribe() throws Exception {
    Mqtt5AsyncClient ear =
        Mqtt5Client.builder()
            .identifier("ear")
            .serverHost("127.0.0.1")
            .serverPort(port)
            .automaticReconnectWithDefaultConfig()
            .buildAsync();
    ear.publishes(MqttGlobalPublishFilter.ALL, this::hear);
    ear.connectWith().cleanStart(false).sessionExpiryInterval(3600).send().get(20, TimeUnit.SECONDS);
    ear.subscribeWith()
        .topicFilter("nightjar/alert")
        .qos(MqttQos.AT_LEAST_ONCE)
        .send()
        .get(20, TimeUnit.SECONDS);
  }

  private void hear(Mqtt5Publish message) {
    try {
      var json =
          JsonObject.parse(new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8));
      int number = Integer.parseInt(json.string("text"));
      long id = json.fields().get("id") instanceof Number n ? n.longValue() : key(json);
      var before = arrived.putIfAbsent(number, id);
      if (before != null) {
        twice.incrementAndGet();
        strange.addAndGet(before == id ? 0 : 1);
      }
    } catch (IOException | NumberFormatException e) {
      System.out.println("something else arrived: " + e.getMessage());
    }
  }

  private static long key(JsonObject json) throws IOException {
    return Long.parseLong(json.string("id").replaceAll("\\D", ""));
  }

  private void ring() throws Exception {
    int kept = 0;
    while (true) {
      var ringer = startRinger(kept + 1);
      boolean ended = ringer.waitFor(500 + random.nextInt(4_000), TimeUnit.MILLISECONDS);
      if (!ended && random.nextInt(3) == 0) {
        broker.destroy();
        broker.waitFor();
        brokerEnds++;
        ended = ringer.waitFor(random.nextInt(1_500), TimeUnit.MILLISECONDS);
        startBroker();
        ended = ended || ringer.waitFor(random.nextInt(1_500), TimeUnit.MILLISECONDS);
      }
      if (ended) {
        if (ringer.exitValue() != 0) {
          throw new IOException("it does not ring: " + Files.readString(dir.resolve("log")));
        }
        return;
      }
      ringer.destroyForcibly().waitFor();
      kills++;
      int now = lastKept();
      if (now / 1_000 > kept / 1_000) {
        System.out.printf("%d kept, %d arrived, %d kills%n", now, arrived.size(), kills);
      }
      kept = now;
      if (kept >= all) { // only sending is left: it may go on in peace
        var rest = startRinger(all + 1);
        if (!rest.waitFor(PATIENCE, TimeUnit.MILLISECONDS) || rest.exitValue() != 0) {
          rest.destroyForcibly();
          throw new IOException("it does not end: " + Files.readString(dir.resolve("log")));
        }
        return;
      }
    }
  }

  private Process startRinger(int from) throws IOException {
    var command =
        List.of(
            System.getProperty("java.home") + "/bin/java",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx64m",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "Ringer",
            dir.resolve("outbox").toString(),
            String.valueOf(port),
            String.valueOf(from),
            String.valueOf(all));
    var log = dir.resolve("log").toFile();
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
        .start();
  }

  /// Numbers are kept in order; the last line may be torn.
  private int lastKept() throws IOException {
    var file = dir.resolve("kept");
    if (!Files.exists(file)) {
      return 0;
    }
    var text = Files.readString(file);
    var whole = text.substring(0, text.lastIndexOf('\n') + 1);
    return whole.lines().mapToInt(Integer::parseInt).max().orElse(0);
  }

  /// Until all are there, or nothing new comes.
  private void await() throws InterruptedException {
    long newest = System.currentTimeMillis();
    int before = arrived.size();
    while (arrived.size() < all && System.currentTimeMillis() - newest < PATIENCE / 4) {
      Thread.sleep(100);
      if (arrived.size() > before) {
        before = arrived.size();
        newest = System.currentTimeMillis();
      }
    }
  }

  /// What the outbox says of each must be what happened to it.
  private boolean receipts() throws Exception {
    int accepted = 0;
    int wrong = 0;
    try (var alerts = Ringer.open(dir.resolve("outbox"), port)) {
      var page = new ArrayList<>(alerts.list(Long.MAX_VALUE, 200, _ -> true));
      int seen = 0;
      while (!page.isEmpty()) {
        for (var kept : page) {
          seen++;
          var delivery =
              kept.deliveries().stream()
                  .filter(d -> d.channel().equals("broker"))
                  .findFirst()
                  .orElseThrow();
          boolean there = delivery.state() == Kept.State.ACCEPTED;
          accepted += there ? 1 : 0;
          var id = arrived.get(Integer.parseInt(kept.alert().text()));
          wrong += there && (id == null || id != kept.alert().id()) ? 1 : 0;
        }
        page = new ArrayList<>(alerts.list(page.getLast().alert().id(), 200, _ -> true));
      }
      System.out.printf(
          "kept: %d; receipts that say accepted: %d, of those wrong: %d%n", seen, accepted, wrong);
      return seen == all && accepted == all && wrong == 0;
    }
  }

  private static void remove(Path dir) throws IOException {
    try (var files = Files.walk(dir)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
