package nightjar.alert.ntfy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightjar.alert.Alert;
import nightjar.alert.Login;
import nightjar.alert.Samples;
import nightjar.alert.Secret;
import nightjar.alert.UndeliverableException;
import nightjar.alert.ntfy.NtfyConfig.Back;
import nightjar.base.Clock;
import org.junit.jupiter.api.Test;

/// Against a double of ntfy that holds us to what ntfy documents.
class NtfyChannelTest {
  private static NtfyConfig config(
      NtfyDouble at, Optional<Secret> token, Optional<Login> login, Optional<Back> back) {
    return new NtfyConfig(
        "phone", URI.create(at.address()), Optional.empty(), "house_7Fq", token, login, true, back);
  }

  private static NtfyChannel plain(NtfyDouble at) {
    var none = Optional.<Secret>empty();
    return new NtfyChannel(config(at, none, Optional.empty(), Optional.empty()), Clock.SYSTEM);
  }

  @Test
  void textIsPublishedWithALinkAlone() throws Exception {
    try (var ntfy = new NtfyDouble();
        var channel = plain(ntfy)) {
      assertEquals("127.0.0.1", channel.send(Samples.alert(12), Samples.bare()));
      assertEquals(List.of(), ntfy.refused);
      var got = ntfy.published.getFirst();
      assertEquals("house_7Fq", got.topic());
      assertEquals("Person at front", got.title());
      assertEquals(Samples.alert(12).text(), got.message());
      assertEquals(5, got.priority());
      assertEquals(List.of("bust_in_silhouette"), got.tags());
      assertEquals(Samples.ADDRESS, got.click());
      assertEquals("nightjar-12", got.sequence());
      assertEquals(1, got.actions().size());
      assertEquals("view", got.actions().getFirst().string("action"));
      assertEquals(List.of(), got.attachment());
    }
  }

  @Test
  void aPictureBringsTheTextAlong() throws Exception {
    try (var ntfy = new NtfyDouble();
        var channel = plain(ntfy)) {
      var alert = Samples.alert(12, "Öl\r\nX: y =?UTF-8?B?", "“so” 🐕");
      assertEquals("127.0.0.1", channel.send(alert, Samples.pictured()));
      assertEquals(List.of(), ntfy.refused);
      var got = ntfy.published.getFirst();
      assertEquals(NtfyDouble.bytes(Samples.jpeg()), got.attachment());
      assertEquals("nightjar-12.jpg", got.filename());
      assertEquals("Öl  X: y =?UTF-8?B?", got.title()); // no header of its own
      assertEquals("“so” 🐕", got.message());
    }
  }

  @Test
  void aServerThatTakesNoPictureIsToldAllTheSame() throws Exception {
    try (var ntfy = new NtfyDouble();
        var channel = plain(ntfy)) {
      ntfy.attachments = false;
      assertEquals(
          "127.0.0.1, which takes no picture", channel.send(Samples.alert(12), Samples.pictured()));
      assertEquals(Samples.alert(12).text(), ntfy.published.getFirst().message());
    }
  }

  @Test
  void thePhoneMayAnswerWhereTheSettingsSaySo() throws Exception {
    try (var ntfy = new NtfyDouble()) {
      var back = new Back(URI.create("https://nightjar.local:8443/"), new Secret("nj_abc"));
      var config = config(ntfy, Optional.empty(), Optional.empty(), Optional.of(back));
      try (var channel = new NtfyChannel(config, Clock.SYSTEM)) {
        channel.send(Samples.alert(12), Samples.bare());
      }
      assertEquals(List.of(), ntfy.refused);
      var actions = ntfy.published.getFirst().actions();
      assertEquals(3, actions.size());
      assertEquals(
          "POST https://nightjar.local:8443/api/v1/alerts/12/acknowledge",
          actions.get(1).string("method") + " " + actions.get(1).string("url"));
      assertEquals(
          "PUT https://nightjar.local:8443/api/v1/house/snooze {\"minutes\":60}",
          actions.get(2).string("method")
              + " "
              + actions.get(2).string("url")
              + " "
              + actions.get(2).string("body"));
      assertEquals(
          Map.of("Authorization", "Bearer nj_abc", "Content-Type", "application/json"),
          NtfyDouble.headers(actions.get(1)));
      assertFalse((config + "" + back).contains("nj_abc"));
    }
  }

  @Test
  void onlyWhoMayPublishes() throws Exception {
    try (var ntfy = new NtfyDouble()) {
      var token = Optional.of(new Secret("tk_1"));
      var login = Optional.of(new Login("phil", new Secret("mypass")));
      ntfy.authorization = "Bearer tk_1";
      try (var channel =
          new NtfyChannel(config(ntfy, token, Optional.empty(), Optional.empty()), Clock.SYSTEM)) {
        assertEquals("127.0.0.1", channel.send(Samples.alert(1), Samples.pictured()));
      }
      ntfy.authorization = "Basic cGhpbDpteXBhc3M="; // of ntfy's own example
      try (var channel =
          new NtfyChannel(config(ntfy, Optional.empty(), login, Optional.empty()), Clock.SYSTEM)) {
        assertEquals("127.0.0.1", channel.send(Samples.alert(2), Samples.bare()));
      }
      try (var channel = plain(ntfy)) {
        var e =
            assertThrows(
                UndeliverableException.class,
                () -> channel.send(Samples.alert(3), Samples.pictured()));
        assertEquals("127.0.0.1 answered 403", e.getMessage());
      }
    }
  }

  @Test
  void aLongTextIsShortenedAndNotRefused() throws Exception {
    try (var ntfy = new NtfyDouble();
        var channel = plain(ntfy)) {
      channel.send(Samples.alert(1, "t", "ö🐕".repeat(5000)), Samples.bare());
      assertEquals(List.of(), ntfy.refused);
      assertTrue(ntfy.published.getFirst().message().endsWith("…"));
    }
  }

  @Test
  void everyKindOfAlertHasItsTag() throws Exception {
    try (var ntfy = new NtfyDouble();
        var channel = plain(ntfy)) {
      for (var kind : Alert.Kind.values()) {
        channel.send(
            new Alert(1, 1, "r", kind, "", "t", "x", List.of(), "", "", false), Samples.bare());
        var got = ntfy.published.getLast();
        assertTrue(got.tags().getFirst().matches("[a-z_]+"), kind.word());
        assertEquals(3, got.priority());
      }
    }
  }

  @Test
  void aServerThatIsAwayIsTriedAgain() throws Exception {
    var ntfy = new NtfyDouble();
    ntfy.close();
    try (var channel =
        new NtfyChannel(
            config(ntfy, Optional.empty(), Optional.empty(), Optional.empty()),
            Clock.SYSTEM,
            Duration.ofSeconds(2))) {
      var e =
          assertThrows(IOException.class, () -> channel.send(Samples.alert(1), Samples.pictured()));
      assertTrue(e.getMessage().startsWith("127.0.0.1: "), e::getMessage);
    }
  }
}
