package nightjar.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nightjar.alert.Login;
import nightjar.alert.Secret;
import nightjar.alert.Sun;
import nightjar.alert.mail.MailConfig.Security;
import nightjar.alert.mqtt.MqttConfig.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertSettingsTest {
  private static final String CAMERAS = "cameras: {front: {source: demo}}\n";

  @TempDir Path dir;

  private AlertSettings read(String text) throws IOException, BadConfigException {
    var file = Files.writeString(dir.resolve("nightjar.yaml"), text + CAMERAS);
    return Settings.read(file).alerts();
  }

  private String wrong(String channel) {
    var text = "alerts:\n  channels:\n    x: " + channel + "\n";
    return String.valueOf(assertThrows(BadConfigException.class, () -> read(text)).getMessage());
  }

  private Path secret(String text) throws IOException {
    var owner = PosixFilePermissions.fromString("rw-------");
    var file = Files.createTempFile(dir, "s", "", PosixFilePermissions.asFileAttribute(owner));
    return Files.writeString(file, text + "\n");
  }

  @Test
  void nothingIsThePagesOwn() throws Exception {
    assertEquals(AlertSettings.STANDARD, read(""));
  }

  @Test
  void allOfItIsRead() throws Exception {
    var password = secret("correct horse");
    var read =
        read(
            """
            alerts:
              address: https://nightjar.local:8443
              place: "52.52, -13.4"
              keep: 30d
              channels:
                home:
                  kind: mqtt
                  url: mqtts://broker.lan
                  user: box
                  password: {file: %1$s}
                  ca: /etc/ca.pem
                  version: 3.1.1
                  prefix: house/cameras
                  discovery: off
                post:
                  kind: mail
                  url: smtp+starttls://mail.lan
                  user: box
                  password: {file: %1$s}
                  from: nightjar@home.example
                  to: anna@home.example, otto@home.example
                own_1:
                  kind: webhook
                  url: http://192.168.1.9:9000/hook
                  secret: {file: %1$s}
                  type: text/plain
                  template: "{{title}}: {{text}}"
                phone:
                  kind: ntfy
                  url: https://ntfy.lan
                  topic: house_7Fq
                  token: {file: %1$s}
                  actions: {file: %1$s}
            """
                .formatted(password));
    var login = Optional.of(new Login("box", new Secret("correct horse")));
    assertEquals(Optional.of(URI.create("https://nightjar.local:8443")), read.address());
    assertEquals(Optional.of(new Sun.Place(52.52, -13.4)), read.place());
    assertEquals(Duration.ofDays(30), read.keep());
    var mqtt = read.mqtt().getFirst();
    assertEquals("home", mqtt.name());
    assertEquals(login, mqtt.login());
    assertEquals(Version.V3, mqtt.version());
    assertEquals("house/cameras", mqtt.prefix());
    assertEquals(Optional.empty(), mqtt.discovery());
    var mail = read.mail().getFirst();
    assertEquals(Security.STARTTLS, mail.security());
    assertEquals(587, mail.port());
    assertEquals(List.of("anna@home.example", "otto@home.example"), mail.to());
    var webhook = read.webhooks().getFirst();
    assertEquals(Optional.of(new Secret("correct horse")), webhook.secret());
    assertTrue(webhook.template().isPresent());
    var ntfy = read.ntfy().getFirst();
    assertEquals("correct horse", ntfy.token().orElseThrow().text());
    assertEquals("correct horse", ntfy.back().orElseThrow().token().text());
    assertFalse(read.toString().contains("correct"), read::toString);
    assertFalse(read.toString().contains("house_7Fq"), read::toString);
  }

  @Test
  void leftOutIsUsual() throws Exception {
    var read = read("alerts: {channels: {b: {kind: mqtt, url: \"mqtt://b.lan\"}}}\n");
    var mqtt = read.mqtt().getFirst();
    assertEquals("nightjar", mqtt.prefix());
    assertEquals(Optional.of("homeassistant"), mqtt.discovery());
    assertEquals(Version.V5, mqtt.version());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{kind: sms}|kind: must be one of mqtt, mail, webhook, ntfy",
        "{url: 'mqtt://a'}|kind: is missing",
        "{kind: mqtt}|url: is missing; it must be an address such as mqtt://broker.lan",
        "{kind: mqtt, url: 'http://a'}|must be an address such as mqtt://broker.lan",
        "{kind: mqtt, url: 'mqtt://a', version: 4}|must be 5 or 3.1.1",
        "{kind: mqtt, url: 'mqtt://a', prefix: 'a/#'}|up to four words",
        "{kind: mqtt, url: 'mqtt://a', password: zebra}|user: is missing",
        "{kind: mqtt, url: 'mqtt://a', ca: /a}|ca: checks what is encrypted alone",
        "{kind: mail, url: 'smtp://a', from: a@b.c}|to: is missing",
        "{kind: mail, url: 'smtp://a', from: 'A <a@b>', to: a@b}|an address such as anna@",
        "{kind: mail, url: 'smtp://a', from: a@b, to: \"a@b\\nBcc: c@d\"}|an address such as anna@",
        "{kind: webhook, url: 'ftp://a'}|an address such as https://",
        "{kind: webhook, url: 'http://a', template: '{\"a\": {{titel}}}'}|a text without {{titel}}",
        "{kind: webhook, url: 'http://a', template: '{{title}}'}|a JSON object once its gaps",
        "{kind: webhook, url: 'http://a', type: text/plain}|type: is of what a template makes",
        "{kind: webhook, url: 'http://a', picture: yes, template: '{\"a\":1}'}|picture: goes along",
        "{kind: ntfy, url: 'http://a'}|topic: is missing",
        "{kind: ntfy, url: 'http://a/topic', topic: a}|without topic",
        "{kind: ntfy, url: 'http://a', topic: 'a b'}|1 to 64 letters",
        "{kind: ntfy, url: 'http://a', topic: a, actions: zebra}|actions: needs alerts.address",
        "{kind: ntfy, url: 'http://a', topic: a, token: zebra, user: zebra}|token: is one way",
        "{kind: ntfy, url: 'http://a', topic: a, tokn: zebra}|tokn: is no setting here"
      })
  void whatIsWrongIsSaid(String channel, String said) {
    var all = wrong(channel);
    assertTrue(all.contains(said), all);
    assertFalse(all.contains("zebra"), all);
  }

  @Test
  void anAddressWithAPasswordIsNotSaidAgain() {
    for (var url :
        List.of("mqtt://zebra:zebra@a", "smtp://zebra:zebra@a", "http://zebra:zebra@a")) {
      for (var kind : List.of("mqtt", "mail", "webhook", "ntfy")) {
        var all = wrong("{kind: %s, url: '%s'}".formatted(kind, url));
        assertFalse(all.contains("zebra"), all);
      }
    }
  }

  @Test
  void namesAndNumberAreBounded() {
    var many =
        IntStream.range(0, 17)
            .mapToObj(i -> "    c%d: {kind: mqtt, url: \"mqtt://a\"}\n".formatted(i))
            .collect(Collectors.joining());
    var e = assertThrows(BadConfigException.class, () -> read("alerts:\n  channels:\n" + many));
    assertTrue(e.getMessage().contains("alerts.channels: at most 16"), e::getMessage);
    var odd = "alerts: {channels: {\"a b\": {kind: mqtt, url: \"mqtt://a\"}}}\n";
    var name = assertThrows(BadConfigException.class, () -> read(odd));
    assertTrue(name.getMessage().contains("1 to 31 letters"), name::getMessage);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"91, 0", "0, 181", "Berlin", "52.52", "NaN, 1"})
  void aPlaceIsOnEarth(String place) {
    var text = "alerts: {place: \"" + place + "\"}\n";
    var e = assertThrows(BadConfigException.class, () -> read(text));
    assertTrue(e.getMessage().contains("degrees north and east"), e::getMessage);
  }
}
