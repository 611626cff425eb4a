package nightjar.alert.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import nightjar.alert.LaterException;
import nightjar.alert.Samples;
import nightjar.alert.Secret;
import nightjar.alert.UndeliverableException;
import nightjar.alert.webhook.Receiver.Behaviour;
import nightjar.base.Clock;
import nightjar.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Against receivers that take it, and that misbehave in every way we could think of.
class WebhookChannelTest {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static WebhookConfig config(String url, String type, String template, boolean picture) {
    return new WebhookConfig(
        "own",
        URI.create(url),
        Optional.empty(),
        Optional.of(new Secret("known to both")),
        type,
        template.isEmpty() ? Optional.empty() : Optional.of(Template.of(template, type)),
        picture);
  }

  private static WebhookChannel open(Receiver at) {
    var config = config(at.address() + "/hook?key=x", WebhookConfig.JSON, "", false);
    return new WebhookChannel(config, Clock.SYSTEM, PATIENCE);
  }

  private static String send(Receiver at) throws Exception {
    try (var channel = open(at)) {
      return channel.send(Samples.alert(12), Samples.bare());
    }
  }

  @Test
  void theWholeAlertIsPostedAndSigned() throws Exception {
    try (var receiver = new Receiver(Behaviour.status(204))) {
      assertEquals("127.0.0.1", send(receiver));
      var asked = receiver.asked().getFirst();
      assertEquals("POST /hook?key=x HTTP/1.1", asked.line());
      assertEquals("application/json", asked.header("Content-Type"));
      assertEquals("nightjar-12", asked.header("X-Nightjar-Id"));
      var json = JsonObject.parse(asked.body());
      assertEquals("nightjar-12", json.string("id"));
      assertEquals(Samples.alert(12).text(), json.string("text"));
      assertEquals(Samples.alert(12).kinds(), json.strings("kinds"));
      assertFalse(json.has("picture"));
      var time = asked.header("X-Nightjar-Timestamp");
      long now = System.currentTimeMillis() / 1000;
      assertTrue(Math.abs(now - Long.parseLong(time)) < 30, time);
      assertEquals(
          "sha256=" + hmac("known to both", time + "." + asked.body()),
          asked.header("X-Nightjar-Signature"));
    }
  }

  private static String hmac(String key, String text) throws Exception {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
  }

  /// The receiver of the guide, run on what we posted.
  @Test
  void theGuidesReceiverTellsOursFromAnothers() throws Exception {
    var guide = Files.readString(Path.of("../docs/guide/alert-channels.md"));
    var python = Pattern.compile("(?s)```python\n(.*?)```").matcher(guide);
    assertTrue(python.find());
    try (var receiver = new Receiver(Behaviour.status(200))) {
      send(receiver);
      var asked = receiver.asked().getFirst();
      for (var body : new String[] {asked.body(), asked.body().replace("front", "back")}) {
        var program =
            python.group(1).replaceFirst("(?m)^HTTPServer.*$", "")
                + "\nimport sys\nprint(ours(*sys.argv[1:3], sys.stdin.buffer.read()))\n";
        var ran =
            new ProcessBuilder(
                    "python3",
                    "-c",
                    program.replace("/etc/nightjar/hook-secret", secretFile().toString()),
                    asked.header("X-Nightjar-Timestamp"),
                    asked.header("X-Nightjar-Signature"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var in = ran.getOutputStream()) {
          in.write(body.getBytes(UTF_8));
        }
        var said = new String(ran.getInputStream().readAllBytes(), UTF_8).strip();
        assertEquals(body.equals(asked.body()) ? "True" : "False", said);
      }
    }
  }

  private static Path secretFile() throws IOException {
    var file = Files.createTempFile("secret", "");
    file.toFile().deleteOnExit();
    return Files.writeString(file, "known to both\n");
  }

  @Test
  void thePictureGoesAlongWhenAskedFor() throws Exception {
    try (var receiver = new Receiver(Behaviour.status(200));
        var channel =
            new WebhookChannel(
                config(receiver.address(), WebhookConfig.JSON, "", true), Clock.SYSTEM)) {
      channel.send(Samples.alert(12), Samples.pictured());
      var json = JsonObject.parse(receiver.asked().getFirst().body());
      assertArrayEquals(Samples.jpeg(), Base64.getDecoder().decode(json.string("picture")));
    }
  }

  @Test
  void aTemplatesGapsAreFilledAndEscaped() throws Exception {
    var json = "{\"say\": \"{{title}}: {{ text }}\", \"n\": {{number}}, \"now\": {{urgent}}}";
    var alert = Samples.alert(12, "a\"b\\c\n", "{{title}} $1 \\ Ö");
    try (var receiver = new Receiver(Behaviour.status(200));
        var channel =
            new WebhookChannel(
                config(receiver.address(), WebhookConfig.JSON, json, false), Clock.SYSTEM)) {
      channel.send(alert, Samples.bare());
      var said = JsonObject.parse(receiver.asked().getFirst().body());
      assertEquals("a\"b\\c\n: {{title}} $1 \\ Ö", said.string("say")); // no gap within a gap
      assertEquals(12, said.whole("n", 0, 99));
      assertTrue(said.bool("now"));
    }
    try (var receiver = new Receiver(Behaviour.status(200));
        var channel =
            new WebhookChannel(
                config(receiver.address(), "text/plain", "{{title}} {{kinds}}", false),
                Clock.SYSTEM)) {
      channel.send(alert, Samples.bare());
      assertEquals("a\"b\\c\n person, dog", receiver.asked().getFirst().body());
    }
  }

  @Test
  void aTemplateWithAnotherNameIsRefused() {
    var e =
        assertThrows(IllegalArgumentException.class, () -> Template.of("{{titel}}", "text/plain"));
    assertTrue(e.getMessage().contains("{{titel}}"), e::getMessage);
    assertTrue(e.getMessage().contains("title"), e::getMessage);
    assertThrows(
        IllegalArgumentException.class, () -> Template.of("{say: {{title}}}", WebhookConfig.JSON));
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503, 599})
  void somethingThatPassesIsTriedAgain(int status) throws Exception {
    try (var receiver = new Receiver(Behaviour.status(status), Behaviour.status(200))) {
      var e = assertThrows(IOException.class, () -> send(receiver));
      assertEquals("127.0.0.1 answered " + status, e.getMessage());
      assertEquals("127.0.0.1", send(receiver)); // 500, then 200
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 400, 401, 403, 404, 410, 413, 422})
  void somethingThatStaysIsNot(int status) throws Exception {
    try (var elsewhere = new Receiver(Behaviour.status(200));
        var receiver =
            new Receiver(
                Behaviour.says(
                    "HTTP/1.1 %d Such\nLocation: %s/\nContent-Length: 0"
                        .formatted(status, elsewhere.address())))) {
      var e = assertThrows(UndeliverableException.class, () -> send(receiver));
      assertTrue(e.getMessage().startsWith("127.0.0.1 answered " + status), e::getMessage);
      assertFalse(e.getMessage().contains("key=x"), e::getMessage);
      assertTrue(elsewhere.asked().isEmpty(), "a redirect was followed");
    }
  }

  @Test
  void whoAsksForTimeGetsIt() throws Exception {
    for (var after : new String[] {"120", "Thu, 01 Jan 2099 00:00:00 GMT"}) {
      try (var receiver =
          new Receiver(
              Behaviour.says(
                  "HTTP/1.1 429 Slow\nRetry-After: %s\nContent-Length: 0".formatted(after)))) {
        var e = assertInstanceOf(LaterException.class, failure(receiver));
        var expected = after.equals("120") ? Duration.ofMinutes(2) : Duration.ofHours(1);
        assertEquals(expected, e.after()); // an hour at most
      }
    }
    for (var wrong : new String[] {"soon", "-1", "0", "Thu, 01 Jan 1970 00:00:00 GMT"}) {
      try (var receiver =
          new Receiver(
              Behaviour.says(
                  "HTTP/1.1 503 Slow\nRetry-After: %s\nContent-Length: 0".formatted(wrong)))) {
        assertEquals(IOException.class, failure(receiver).getClass());
      }
    }
  }

  private static IOException failure(Receiver receiver) {
    return assertThrows(IOException.class, () -> send(receiver));
  }

  @Test
  void whoMisbehavesIsTriedAgainAndHoldsNobodyUp() throws Exception {
    var hangs = (Behaviour) _ -> Thread.sleep(60_000);
    var closes = (Behaviour) _ -> {};
    var garbage = Behaviour.says("\u0000\u0001 what?\nno colon here");
    var half = (Behaviour) to -> to.write("HTTP/1.1 200 OK\r\nX:".getBytes(UTF_8));
    var slowHead =
        (Behaviour)
            to -> {
              for (byte b : "HTTP/1.1 200 OK\r\nX: ".repeat(100).getBytes(UTF_8)) {
                to.write(b);
                Thread.sleep(100);
              }
            };
    for (var behaviour : new Behaviour[] {hangs, closes, garbage, half, slowHead}) {
      try (var receiver = new Receiver(behaviour)) {
        long began = System.nanoTime();
        var e = failure(receiver);
        assertTrue(e.getMessage().startsWith("127.0.0.1"), e::getMessage);
        assertFalse(e.getMessage().contains("key=x"), e::getMessage);
        assertTrue(System.nanoTime() - began < 10e9, "it took too long");
      }
    }
    var gone = new Receiver(closes);
    gone.close();
    assertEquals("127.0.0.1: cannot be reached", failure(gone).getMessage());
    var nowhere = config("http://nowhere.invalid/", WebhookConfig.JSON, "", false);
    try (var channel = new WebhookChannel(nowhere, Clock.SYSTEM, PATIENCE)) {
      var e =
          assertThrows(IOException.class, () -> channel.send(Samples.alert(12), Samples.bare()));
      assertEquals("nowhere.invalid: nobody knows its address", e.getMessage());
    }
  }

  @Test
  void ofAHugeOrSlowAnswerOnlyTheHeadIsRead() throws Exception {
    var written = new java.util.concurrent.atomic.AtomicLong();
    var huge =
        (Behaviour)
            to -> {
              Behaviour.says("HTTP/1.1 200 OK\nContent-Length: 9000000000").answer(to);
              var block = new byte[1 << 16];
              for (int i = 0; i < 100_000; i++) {
                to.write(block);
                written.addAndGet(block.length);
              }
            };
    try (var receiver = new Receiver(huge)) {
      assertEquals("127.0.0.1", send(receiver));
    }
    assertTrue(written.get() < 64 << 20, () -> "read of it: " + written);
    var slow =
        (Behaviour)
            to -> {
              Behaviour.says("HTTP/1.1 200 OK\nContent-Length: 1000").answer(to);
              Thread.sleep(60_000);
            };
    try (var receiver = new Receiver(slow)) {
      assertEquals("127.0.0.1", send(receiver)); // it said that it has it
    }
  }
}
