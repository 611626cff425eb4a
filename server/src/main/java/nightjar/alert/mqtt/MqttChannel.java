package nightjar.alert.mqtt;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import nightjar.alert.Alert;
import nightjar.alert.Channel;
import nightjar.alert.House;
import nightjar.alert.Message;
import nightjar.alert.mqtt.Broker.Received;
import nightjar.alert.mqtt.Broker.Sent;
import nightjar.base.Clock;
import nightjar.base.OwnThread;
import nightjar.json.Json;
import org.jspecify.annotations.Nullable;

/// Alerts and the house's state on a broker, by a connection of its own that is made again whenever
/// it is lost.
///
/// One thread connects, tells what changes, and carries out commands; another takes pictures, so
/// that no camera's state waits for another's picture.
public final class MqttChannel implements Channel {
  private static final System.Logger log = System.getLogger(MqttChannel.class.getName());
  private static final int MOST_RECEIVED = 32; // that wait to be looked at
  private static final Duration STEADY = Duration.ofSeconds(30);

  private final MqttConfig config;
  private final House house;
  private final Clock clock;
  private final Pace pace;
  private final Topics topics;
  private final Commands commands;
  private final Map<String, String> discovery;
  private final Pictures pictures;
  private final Semaphore stirred = new Semaphore(0);
  private final ArrayBlockingQueue<Received> inbox = new ArrayBlockingQueue<>(MOST_RECEIVED);
  private final OwnThread thread;
  private final OwnThread photographer;
  private volatile @Nullable Broker broker; // null while there is no connection
  private volatile String problem = "not connected yet";
  private boolean seenOnce; // of the connecting thread

  /// @param address of the page, for Home Assistant's link; empty when it is not known
  public MqttChannel(MqttConfig config, House house, String address, Clock clock) {
    this(config, house, address, clock, Pace.USUAL);
  }

  MqttChannel(MqttConfig config, House house, String address, Clock clock, Pace pace) {
    this.config = config;
    this.house = house;
    this.clock = clock;
    this.pace = pace;
    this.topics = new Topics(config.prefix());
    this.commands = new Commands(house, topics);
    this.discovery = Discovery.of(config, house.cameras(), address);
    this.pictures = new Pictures(clock, pace.picture());
    this.thread = new OwnThread("mqtt-" + config.name());
    this.photographer = new OwnThread("mqtt-" + config.name() + "-pictures");
    house.listen(this::stir);
    thread.run(this::keepConnected);
    photographer.run(this::takePictures);
  }

  @Override
  public String name() {
    return config.name();
  }

  @Override
  public String kind() {
    return "mqtt";
  }

  @Override
  public Duration waitsForPicture() {
    return Duration.ZERO;
  }

  @Override
  public String problem() {
    return problem;
  }

  @Override
  public String send(Alert alert, Content content) throws IOException, InterruptedException {
    var to = broker;
    var host = config.url().getHost();
    if (to == null) {
      throw new IOException(host + ": " + problem);
    }
    var picture = content.picture();
    picture.ifPresent(jpeg -> show(jpeg, to));
    var told = Message.of(alert, content.address());
    told.put("event_type", alert.kind().word()); // Home Assistant's name for it
    var sent = to.publish(Sent.alert(topics.alert(), Json.text(told), alert.key()));
    try {
      Broker.await(sent, pace.patience());
    } catch (IOException e) {
      throw new IOException(host + ": " + e.getMessage(), e);
    }
    if (picture.isEmpty()) { // it may have come meanwhile
      content.picture().ifPresent(jpeg -> show(jpeg, to));
    }
    return host;
  }

  /// The text does not wait for it.
  private void show(byte[] jpeg, Broker to) {
    var _ = to.publish(Sent.picture(topics.alertPicture(), jpeg));
  }

  private void stir() {
    if (stirred.availablePermits() == 0) {
      stirred.release();
    }
  }

  private void keepConnected() {
    var pause = pace.first();
    try {
      while (true) {
        long began = clock.ticks();
        connectOnce();
        boolean steady = clock.ticks() - began > STEADY.toNanos();
        pause = steady ? pace.first() : pause;
        clock.sleep(pause);
        var twice = pause.multipliedBy(2);
        pause = twice.compareTo(pace.longest()) > 0 ? pace.longest() : twice;
      }
    } catch (InterruptedException _) {
      // closed
    }
  }

  /// Returns when the connection is lost, or there was none.
  private void connectOnce() throws InterruptedException {
    var lost = new CompletableFuture<String>();
    try (var made = Broker.of(config, pace.patience(), why -> lose(lost, why))) {
      Broker.await(made.connect(Sent.state(topics.status(), "offline")), pace.patience());
      try {
        serve(made, lost);
      } finally {
        broker = null;
        leave(made, lost);
      }
    } catch (IOException e) {
      say(lost.getNow(String.valueOf(e.getMessage())));
    }
  }

  private void lose(CompletableFuture<String> lost, String why) {
    broker = null;
    lost.complete(why);
    stir();
  }

  /// Each kind of trouble is one line in the log, however often it is met.
  private void say(String trouble) {
    if (!trouble.equals(problem)) {
      log.log(WARNING, "{0}: {1}; connecting again", config.url(), trouble);
    }
    problem = trouble;
  }

  private void serve(Broker to, CompletableFuture<String> lost)
      throws IOException, InterruptedException {
    inbox.clear();
    Broker.await(to.subscribe(subscriptions(), this::receive), pace.patience());
    var told = new HashMap<String, String>();
    announce(to, told);
    log.log(INFO, "{0}: connected", config.url());
    problem = "";
    broker = to;
    if (lost.isDone()) {
      broker = null;
    }
    if (!seenOnce) {
      pictures.wantAll(house.cameras());
      seenOnce = true;
    }
    while (!lost.isDone()) {
      round(to, told);
    }
    throw new IOException(lost.join());
  }

  private void round(Broker to, Map<String, String> told) throws IOException, InterruptedException {
    for (var message = inbox.poll(); message != null; message = inbox.poll()) {
      answer(message, to, told);
    }
    tellStates(to, told);
    pictures.look(house);
    clock.sleep(pace.round());
    boolean _ = stirred.tryAcquire(pace.picture().toMillis(), TimeUnit.MILLISECONDS);
  }

  private List<String> subscriptions() {
    var all = new ArrayList<>(List.of(topics.setMode(), topics.acknowledge()));
    config
        .discovery()
        .ifPresent(
            prefix -> {
              all.add(prefix + "/status");
              all.add(Discovery.ours(config, prefix));
            });
    return all;
  }

  /// On a thread of the client's, which must not wait.
  private void receive(Received message) {
    if (!discovery.containsKey(message.topic()) && inbox.offer(message)) {
      stir();
    }
  }

  private void answer(Received message, Broker to, Map<String, String> told)
      throws IOException, InterruptedException {
    if (commands.isOne(message)) {
      commands.carryOut(message);
    } else if (message.topic().endsWith("/config")) {
      forget(message, to);
    } else if (message.text().equals("online") && !message.retained()) {
      told.clear();
      announce(to, told);
      pictures.wantAll(house.cameras());
    }
  }

  /// Home Assistant was told of a camera that there is no more.
  private void forget(Received message, Broker to) throws IOException, InterruptedException {
    if (message.payload().hasRemaining()) {
      Broker.await(to.publish(Sent.state(message.topic(), "")), pace.patience());
    }
  }

  private void announce(Broker to, Map<String, String> told)
      throws IOException, InterruptedException {
    var sent = new ArrayList<CompletableFuture<?>>();
    discovery.forEach((topic, text) -> sent.add(to.publish(Sent.state(topic, text))));
    sent.add(to.publish(Sent.state(topics.status(), "online")));
    awaitAll(sent);
    tellStates(to, told);
  }

  /// What has changed since it was told.
  private void tellStates(Broker to, Map<String, String> told)
      throws IOException, InterruptedException {
    var sent = new ArrayList<CompletableFuture<?>>();
    States.of(house, topics)
        .forEach(
            (topic, text) -> {
              if (!text.equals(told.put(topic, text))) {
                sent.add(to.publish(Sent.state(topic, text)));
              }
            });
    awaitAll(sent);
  }

  private void awaitAll(List<CompletableFuture<?>> sent) throws IOException, InterruptedException {
    for (var each : sent) {
      Broker.await(each, pace.patience());
    }
  }

  private void takePictures() {
    try {
      while (true) {
        var camera = pictures.next();
        var jpeg = house.picture(camera);
        var to = broker;
        if (jpeg.isPresent() && to != null) {
          show(camera, jpeg.get(), to);
        }
      }
    } catch (InterruptedException _) {
      // closed
    }
  }

  private void show(String camera, byte[] jpeg, Broker to) throws InterruptedException {
    try {
      Broker.await(to.publish(Sent.picture(topics.picture(camera), jpeg)), pace.patience());
    } catch (IOException _) {
      // the next one may arrive
    }
  }

  /// A will is for those who go without a word.
  private void leave(Broker from, CompletableFuture<String> lost) {
    if (lost.isDone()) {
      return;
    }
    boolean interrupted = Thread.interrupted(); // closed; there is time for one word
    try {
      Broker.await(from.publish(Sent.state(topics.status(), "offline")), Duration.ofMillis(500));
    } catch (IOException | InterruptedException _) {
      // then the broker says it
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    photographer.close();
    thread.close();
  }
}
