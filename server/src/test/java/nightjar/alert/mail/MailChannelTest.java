package nightjar.alert.mail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import nightjar.alert.Login;
import nightjar.alert.Relay;
import nightjar.alert.Samples;
import nightjar.alert.Secret;
import nightjar.alert.UndeliverableException;
import nightjar.tls.Pem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Through a real mail server.
class MailChannelTest {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final String FROM = "nightjar@home.example";
  private static final String TO = "anna@home.example";

  @TempDir Path dir;

  private static MailChannel open(String scheme, int port, String from, String... to) {
    return open(scheme + "://127.0.0.1:" + port, Optional.empty(), Optional.empty(), from, to);
  }

  private static MailChannel open(
      String url, Optional<Login> login, Optional<Path> ca, String from, String... to) {
    var config = MailConfig.of("post", URI.create(url), login, ca, from, List.of(to));
    return new MailChannel(config, PATIENCE);
  }

  private static MimeMessage parsed(String text) throws Exception {
    return new MimeMessage(
        Session.getInstance(new Properties()), new ByteArrayInputStream(text.getBytes(UTF_8)));
  }

  @Test
  void aLetterHasTextPageAndPicture() throws Exception {
    try (var server = new MailServer(dir, "plain", "", "")) {
      var channel = open("smtp", server.port(), FROM, TO, "otto@home.example");
      var alert = Samples.alert(12, "Ä <b>\r\nBcc: eve@x", "5 < 6 & \"so\"");
      assertEquals("127.0.0.1", channel.send(alert, Samples.pictured()));
      assertEquals(TO + ",otto@home.example", server.envelope(0).string("to"));
      var letter = parsed(server.taken().getFirst());
      assertEquals("Ä <b>  Bcc: eve@x", letter.getSubject());
      assertEquals("<nightjar-12.1780000000000012@home.example>", letter.getMessageID());
      assertEquals("nightjar-12", letter.getHeader("X-Nightjar-Id", null));
      assertEquals("auto-generated", letter.getHeader("Auto-Submitted", null));
      var both = (MimeMultipart) letter.getContent();
      assertTrue(both.getContentType().startsWith("multipart/alternative"));
      var text = (String) both.getBodyPart(0).getContent();
      assertTrue(text.contains("5 < 6 & \"so\"") && text.contains(Samples.ADDRESS), text);
      var page = (MimeMultipart) both.getBodyPart(1).getContent();
      assertTrue(page.getContentType().startsWith("multipart/related"));
      var html = (String) page.getBodyPart(0).getContent();
      assertTrue(html.contains("5 &lt; 6 &amp; &quot;so&quot;"), html);
      assertTrue(html.contains("<a href=\"" + Samples.ADDRESS + "\">"), html);
      assertTrue(html.contains("cid:picture@nightjar"), html);
      var picture = page.getBodyPart(1);
      assertEquals("<picture@nightjar>", picture.getHeader("Content-ID")[0]);
      assertTrue(picture.isMimeType("image/jpeg"));
      assertArrayEquals(Samples.jpeg(), picture.getInputStream().readAllBytes());
    }
  }

  @Test
  void theSameAlertIsKnownByItsId() throws Exception {
    try (var server = new MailServer(dir, "plain", "", "")) {
      var channel = open("smtp", server.port(), FROM, TO);
      channel.send(Samples.alert(12), Samples.bare());
      channel.send(Samples.alert(12), Samples.pictured());
      channel.send(Samples.alert(13), Samples.bare());
      var ids = server.taken().stream().map(MailChannelTest::id).toList();
      assertEquals(ids.get(0), ids.get(1));
      assertFalse(ids.get(0).equals(ids.get(2)));
    }
  }

  private static String id(String letter) {
    return letter.lines().filter(line -> line.startsWith("Message-ID:")).findFirst().orElse("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"starttls", "tls"})
  void onlyTheServerThatIsMeantIsToldAndOnlyEncrypted(String security) throws Exception {
    var certificate = dir.resolve("mail.pem");
    var key = dir.resolve("mail.key");
    var authority = Pem.write(dir.resolve("one"), certificate, key);
    var other = Pem.write(dir.resolve("two"), dir.resolve("a.pem"), dir.resolve("a.key"));
    try (var server = new MailServer(dir, security, "box", "pass wörd", certificate, key)) {
      var scheme = security.equals("tls") ? "smtps" : "smtp+starttls";
      var url = scheme + "://127.0.0.1:" + server.port();
      var login = Optional.of(new Login("box", new Secret("pass wörd")));
      var trusted = Optional.of(pem("trusted", authority.getEncoded()));
      open(url, login, trusted, FROM, TO).send(Samples.alert(12), Samples.pictured());
      assertEquals("box", server.envelope(0).string("user"));
      assertTrue(server.envelope(0).bool("encrypted"));
      var foreign = Optional.of(pem("foreign", other.getEncoded()));
      for (var ca : List.of(foreign, Optional.<Path>empty())) {
        var channel = open(url, login, ca, FROM, TO);
        var e =
            assertThrows(IOException.class, () -> channel.send(Samples.alert(13), Samples.bare()));
        assertFalse(e.getMessage().contains("wörd"), e::getMessage);
      }
      try (var relay = new Relay("127.0.0.2", server.port())) { // not what its certificate says
        var elsewhere = open(scheme + "://127.0.0.2:" + relay.port(), login, trusted, FROM, TO);
        var e =
            assertThrows(
                IOException.class, () -> elsewhere.send(Samples.alert(14), Samples.bare()));
        assertTrue(e.getMessage().contains("No subject alternative names"), e::getMessage);
      }
      assertEquals(1, server.taken().size());
    }
  }

  /// Somebody between us and the server may have taken the offer away.
  @Test
  void nothingIsSaidInClearToWhoDoesNotEncrypt() throws Exception {
    try (var server = new MailServer(dir, "plain", "", "")) {
      var channel = open("smtp+starttls", server.port(), FROM, TO);
      assertThrows(IOException.class, () -> channel.send(Samples.alert(12), Samples.bare()));
      assertEquals(List.of(), server.taken());
    }
  }

  @Test
  void whoIsNotLetInIsTold() throws Exception {
    try (var server = new MailServer(dir, "plain", "box", "right")) {
      var url = "smtp://127.0.0.1:" + server.port();
      var wrong = Optional.of(new Login("box", new Secret("zebra")));
      var e =
          assertThrows(
              UndeliverableException.class,
              () ->
                  open(url, wrong, Optional.empty(), FROM, TO)
                      .send(Samples.alert(12), Samples.bare()));
      assertTrue(e.getMessage().contains("535"), e::getMessage);
      assertFalse(e.getMessage().contains("zebra"), e::getMessage);
    }
    try (var server = new MailServer(dir, "plain", "busy", "right")) {
      var login = Optional.of(new Login("busy", new Secret("right")));
      var url = "smtp://127.0.0.1:" + server.port();
      var channel = open(url, login, Optional.empty(), FROM, TO);
      assertThrows(IOException.class, () -> channel.send(Samples.alert(12), Samples.bare()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "refused-451@x.example " + TO,
        "data-452@x.example " + TO,
        FROM + " refused-450@x.example"
      })
  void whatPassesIsTriedAgain(String fromAndTo) throws Exception {
    try (var server = new MailServer(dir, "plain", "", "")) {
      var words = fromAndTo.split(" ", -1);
      var channel = open("smtp", server.port(), words[0], words[1]);
      var e =
          assertThrows(IOException.class, () -> channel.send(Samples.alert(12), Samples.bare()));
      assertTrue(e.getMessage().startsWith("127.0.0.1: "), e::getMessage);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "refused-553@x.example " + TO,
        "data-554@x.example " + TO,
        FROM + " refused-550@x.example"
      })
  void whatStaysIsNot(String fromAndTo) throws Exception {
    try (var server = new MailServer(dir, "plain", "", "")) {
      var words = fromAndTo.split(" ", -1);
      var channel = open("smtp", server.port(), words[0], words[1]);
      var e =
          assertThrows(
              UndeliverableException.class, () -> channel.send(Samples.alert(12), Samples.bare()));
      assertTrue(e.getMessage().matches("127.0.0.1: .*55[034].*"), e::getMessage);
    }
  }

  @Test
  void whoTakesItGetsItOnceThoughOthersDoNot() throws Exception {
    try (var server = new MailServer(dir, "plain", "", "")) {
      var gone = open("smtp", server.port(), FROM, TO, "refused-550@x.example");
      assertEquals(
          "127.0.0.1, but not for refused-550@x.example",
          gone.send(Samples.alert(12), Samples.bare()));
      assertEquals(TO, server.envelope(0).string("to"));
      var busy = open("smtp", server.port(), FROM, TO, "refused-450@x.example");
      for (int i = 0; i < 3; i++) {
        var e = assertThrows(IOException.class, () -> busy.send(Samples.alert(13), Samples.bare()));
        assertEquals("127.0.0.1: not yet for refused-450@x.example", e.getMessage());
      }
      assertEquals(2, server.taken().size()); // of 12 and of 13, one each
    }
  }

  @Test
  void aServerThatHangsHoldsNobodyUp() throws Exception {
    try (var server = new MailServer(dir, "plain", "", "");
        var silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      for (var channel :
          List.of(
              open("smtp", server.port(), FROM, "hangs@x.example"),
              open("smtp", silent.getLocalPort(), FROM, TO),
              open("smtps", silent.getLocalPort(), FROM, TO))) {
        long began = System.nanoTime();
        assertThrows(IOException.class, () -> channel.send(Samples.alert(12), Samples.bare()));
        assertTrue(System.nanoTime() - began < 10e9, "it took too long");
      }
    }
  }

  @Test
  void aServerThatIsAwayIsTriedAgain() throws Exception {
    var gone = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    gone.close();
    var channel = open("smtp", gone.getLocalPort(), FROM, TO);
    assertThrows(IOException.class, () -> channel.send(Samples.alert(12), Samples.bare()));
  }

  private Path pem(String name, byte[] der) throws IOException {
    var lines = java.util.Base64.getMimeEncoder().encodeToString(der);
    return Files.writeString(
        dir.resolve(name + ".pem"),
        "-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n");
  }
}
