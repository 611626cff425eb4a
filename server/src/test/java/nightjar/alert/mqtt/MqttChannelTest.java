package nightjar.alert.mqtt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nightjar.alert.Login;
import nightjar.alert.Relay;
import nightjar.alert.Samples;
import nightjar.alert.Secret;
import nightjar.alert.Soon;
import nightjar.alert.mqtt.MqttConfig.Version;
import nightjar.base.Clock;
import nightjar.json.JsonObject;
import nightjar.tls.Pem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Through a real broker, in both versions of the protocol.
class MqttChannelTest {
  private static final Pace QUICK =
      new Pace(
          Duration.ofMillis(20),
          Duration.ofMillis(400),
          Duration.ofMillis(50),
          Duration.ofMillis(200),
          Duration.ofSeconds(5));

  @TempDir Path dir;
  private final FakeHouse house = new FakeHouse();

  private static MqttConfig config(String url, Version version) {
    return config(url, version, Optional.empty(), Optional.empty());
  }

  private static MqttConfig config(
      String url, Version version, Optional<Login> login, Optional<Path> ca) {
    return new MqttConfig(
        "broker", URI.create(url), login, ca, version, "nightjar", Optional.of("homeassistant"));
  }

  private MqttChannel open(MqttConfig config) {
    return new MqttChannel(config, house, "https://nightjar.local:8443", Clock.SYSTEM, QUICK);
  }

  private MqttChannel open(int port, Version version) {
    return open(config("mqtt://127.0.0.1:" + port, version));
  }

  private static void awaitReady(MqttChannel channel) throws Exception {
    Soon.until(() -> channel.problem().isEmpty(), "never connected: " + channel.problem());
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void anAlertIsThereOnceTheBrokerAnswersForIt(Version version) throws Exception {
    try (var broker = Mosquitto.open(dir);
        var ear = new Ear(broker.port());
        var channel = open(broker.port(), version)) {
      awaitReady(channel);
      assertEquals("127.0.0.1", channel.send(Samples.alert(12), Samples.pictured()));
      var heard = ear.awaits("nightjar/alert");
      var json = JsonObject.parse(Ear.text(heard));
      assertEquals("nightjar-12", json.string("id"));
      assertEquals("object", json.string("event_type"));
      assertEquals(Samples.alert(12).text(), json.string("text"));
      assertEquals(Samples.ADDRESS, json.string("address"));
      assertFalse(heard.isRetain());
      assertEquals(1, heard.getQos().getCode());
      var picture = ear.awaits("nightjar/alert/picture");
      assertArrayEquals(Samples.jpeg(), picture.getPayloadAsBytes());
      assertTrue(ear.all().indexOf(picture) < ear.all().indexOf(heard), "the picture comes first");
      if (version == Version.V5) {
        assertEquals("application/json", heard.getContentType().orElseThrow().toString());
        assertEquals("[(id, nightjar-12)]", heard.getUserProperties().asList().toString());
        assertEquals("image/jpeg", picture.getContentType().orElseThrow().toString());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void whatIsRetainedTellsWhoComesLater(Version version) throws Exception {
    try (var broker = Mosquitto.open(dir);
        var channel = open(broker.port(), version)) {
      awaitReady(channel);
      try (var late = new Ear(broker.port())) {
        late.awaits("nightjar/status", "online");
        late.awaits("nightjar/mode", "home");
        late.awaits("nightjar/health", "{\"problem\":\"OFF\",\"words\":\"\"}");
        late.awaits("nightjar/front/motion", "OFF");
        late.awaits("nightjar/alert-camera/online", "ON");
        var discovery =
            Discovery.of(
                config("mqtt://a", version), house.cameras(), "https://nightjar.local:8443");
        for (var each : discovery.entrySet()) {
          late.awaits(each.getKey(), each.getValue());
        }
        var passing =
            late.all().stream().filter(p -> !p.isRetain()).map(p -> p.getTopic().toString());
        assertTrue(passing.allMatch(topic -> topic.endsWith("/picture")));
      }
    }
  }

  @Test
  void changesAreTold() throws Exception {
    try (var broker = Mosquitto.open(dir);
        var ear = new Ear(broker.port());
        var channel = open(broker.port(), Version.V5)) {
      awaitReady(channel);
      house.see("front", true, true, "person");
      ear.awaits("nightjar/front/motion", "ON");
      ear.awaits("nightjar/front/person", "ON");
      house.see("front", false, false);
      ear.awaits("nightjar/front/online", "OFF");
      ear.awaits("nightjar/front/person", "OFF");
      house.ail("disk \"full\"");
      ear.awaits("nightjar/health", "{\"problem\":\"ON\",\"words\":\"disk \\\"full\\\"\"}");
    }
  }

  @Test
  void picturesComeWhileSomethingMovesAndNoMoreAfter() throws Exception {
    try (var broker = Mosquitto.open(dir);
        var ear = new Ear(broker.port());
        var channel = open(broker.port(), Version.V5)) {
      awaitReady(channel);
      var topic = "nightjar/front/picture";
      assertFalse(ear.awaits(topic).isRetain()); // one at first, of each
      ear.awaits("nightjar/alert-camera/picture");
      ear.forget();
      house.see("front", true, true);
      Soon.until(() -> ear.on(topic).size() >= 3, "one at once, and again while it moves");
      assertArrayEquals(Samples.jpeg(), ear.on(topic).getLast().getPayloadAsBytes());
      assertTrue(ear.on("nightjar/alert-camera/picture").isEmpty(), "nothing moves there");
      house.see("front", true, false);
      ear.awaits("nightjar/front/motion", "OFF");
      int then = ear.on(topic).size();
      Thread.sleep(1200); // three times as long as from one to the next
      assertTrue(ear.on(topic).size() <= then + 1); // one may have been on its way
    }
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void commandsAreCarriedOut(Version version) throws Exception {
    try (var broker = Mosquitto.open(dir);
        var ear = new Ear(broker.port())) {
      ear.say("nightjar/mode/set", "off", true); // retained: nobody means it now
      try (var channel = open(broker.port(), version)) {
        awaitReady(channel);
        for (var wrong : List.of("", "alarm", "x".repeat(5000), "\u0000", "{\"mode\":\"off\"}")) {
          ear.say("nightjar/mode/set", wrong);
          ear.say("nightjar/alert/acknowledge", wrong);
        }
        ear.say("nightjar/alert/acknowledge", "-1");
        ear.say("nightjar/alert/acknowledge", "nightjar-12");
        ear.say("nightjar/alert/acknowledge", "13");
        ear.say("nightjar/mode/set", "away");
        ear.awaits("nightjar/mode", "away");
        assertEquals(
            List.of("acknowledge 12 by MQTT", "acknowledge 13 by MQTT", "mode away by MQTT"),
            house.done);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void aBrokerThatDiedIsToldEverythingWhenItIsBack(Version version) throws Exception {
    try (var broker = Mosquitto.open(dir);
        var channel = open(broker.port(), version)) {
      awaitReady(channel);
      broker.die();
      Soon.until(() -> !channel.problem().isEmpty(), "nothing noticed");
      var e =
          assertThrows(
              IOException.class, () -> channel.send(Samples.alert(12), Samples.pictured()));
      assertTrue(e.getMessage().startsWith("127.0.0.1: "), e::getMessage);
      house.see("front", true, true);
      broker.comeBack(); // it has kept nothing
      awaitReady(channel);
      try (var ear = new Ear(broker.port())) {
        ear.awaits("nightjar/status", "online");
        ear.awaits("nightjar/front/motion", "ON");
        ear.awaits("homeassistant/select/nightjar/mode/config");
        channel.send(Samples.alert(12), Samples.bare());
        ear.awaits("nightjar/alert");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void whoDiesIsSaidToBeOffline(Version version) throws Exception {
    try (var broker = Mosquitto.open(dir);
        var ear = new Ear(broker.port());
        var relay = new Relay(broker.port());
        var channel = open(relay.port(), version)) {
      awaitReady(channel);
      ear.awaits("nightjar/status", "online");
      relay.cut();
      ear.awaits("nightjar/status", "offline");
    }
  }

  @Test
  void whoLeavesSaysSo() throws Exception {
    try (var broker = Mosquitto.open(dir);
        var ear = new Ear(broker.port())) {
      try (var channel = open(broker.port(), Version.V5)) {
        awaitReady(channel);
      }
      ear.awaits("nightjar/status", "offline");
    }
  }

  @Test
  void homeAssistantIsToldAgainWhenItIsBorn() throws Exception {
    try (var broker = Mosquitto.open(dir);
        var ear = new Ear(broker.port());
        var channel = open(broker.port(), Version.V5)) {
      awaitReady(channel);
      ear.awaits("nightjar/alert-camera/picture");
      ear.forget();
      ear.say("homeassistant/status", "online");
      ear.awaits("homeassistant/event/nightjar/alert/config");
      ear.awaits("nightjar/front/motion", "OFF");
      ear.awaits("nightjar/status", "online");
      ear.awaits("nightjar/front/picture");
    }
  }

  @Test
  void aCameraThereIsNoMoreIsForgotten() throws Exception {
    try (var broker = Mosquitto.open(dir);
        var ear = new Ear(broker.port())) {
      var old = "homeassistant/binary_sensor/nightjar/shed_motion/config";
      var others = "homeassistant/binary_sensor/other/shed_motion/config";
      ear.say(old, "{}", true);
      ear.say(others, "{}", true);
      try (var channel = open(broker.port(), Version.V5)) {
        awaitReady(channel);
        ear.awaits(old, "");
        ear.awaits(others, "{}");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void onlyWhoKnowsThePasswordIsLetIn(Version version) throws Exception {
    var passwords = Mosquitto.passwords(dir, "camera", "pass word ö");
    try (var broker = new Mosquitto(dir, "allow_anonymous false", "password_file " + passwords)) {
      var url = "mqtt://127.0.0.1:" + broker.port();
      var right = new Login("camera", new Secret("pass word ö"));
      try (var channel = open(config(url, version, Optional.of(right), Optional.empty()))) {
        awaitReady(channel);
        assertEquals("127.0.0.1", channel.send(Samples.alert(12), Samples.bare()));
      }
      var wrong = new Login("camera", new Secret("zebra"));
      try (var channel = open(config(url, version, Optional.of(wrong), Optional.empty()))) {
        Soon.until(() -> channel.problem().contains("NOT_AUTHORIZED"), channel.problem());
        assertThrows(IOException.class, () -> channel.send(Samples.alert(12), Samples.bare()));
        assertFalse(channel.problem().contains("zebra"));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void onlyTheBrokerThatIsMeantIsTold(Version version) throws Exception {
    var certificate = dir.resolve("broker.pem");
    var key = dir.resolve("broker.key");
    var authority = Pem.write(dir.resolve("one"), certificate, key);
    var other = Pem.write(dir.resolve("two"), dir.resolve("a.pem"), dir.resolve("a.key"));
    try (var broker =
        new Mosquitto(dir, "allow_anonymous true", "certfile " + certificate, "keyfile " + key)) {
      var url = "mqtts://127.0.0.1:" + broker.port();
      var trusted = Optional.of(pem("trusted", authority.getEncoded()));
      try (var channel = open(config(url, version, Optional.empty(), trusted))) {
        awaitReady(channel);
        assertEquals("127.0.0.1", channel.send(Samples.alert(12), Samples.bare()));
      }
      try (var relay = new Relay("127.0.0.2", broker.port()); // not what its certificate says
          var channel =
              open(
                  config(
                      "mqtts://127.0.0.2:" + relay.port(), version, Optional.empty(), trusted))) {
        Soon.until(() -> channel.problem().contains("127.0.0.2"), channel.problem());
      }
      var foreign = Optional.of(pem("foreign", other.getEncoded()));
      for (var ca : List.of(foreign, Optional.<Path>empty())) {
        try (var channel = open(config(url, version, Optional.empty(), ca))) {
          Soon.until(() -> channel.problem().contains("certif"), channel.problem());
          assertThrows(IOException.class, () -> channel.send(Samples.alert(12), Samples.bare()));
        }
      }
    }
  }

  private Path pem(String name, byte[] der) throws IOException {
    var lines = java.util.Base64.getMimeEncoder().encodeToString(der);
    return Files.writeString(
        dir.resolve(name + ".pem"),
        "-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n");
  }
}
