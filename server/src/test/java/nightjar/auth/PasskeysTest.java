package nightjar.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import nightjar.auth.RefusedException.Reason;
import nightjar.json.Json;
import nightjar.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasskeysTest {
  private static final String HOST = "nightjar.local";
  private static final String ORIGIN = "https://nightjar.local:8443";

  @TempDir Path dir;
  private House house;
  private Grant anna;
  private final SoftAuthenticator phone = new SoftAuthenticator();

  @BeforeEach
  void open() throws Exception {
    house = new House(dir.resolve("data"));
    anna = house.grant(house.setUp());
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Passkeys.Passkey register() throws RefusedException, IOException {
    return register(phone, ORIGIN);
  }

  private Passkeys.Passkey register(SoftAuthenticator with, String origin)
      throws RefusedException, IOException {
    var options = house.auth.passkeys().registrationChallenge(anna, HOST);
    var user = (Map<?, ?>) options.get("user");
    with.userHandle = String.valueOf(user.get("id"));
    var answer = with.create(challenge(options), HOST, origin);
    return house.auth.passkeys().register(anna, "Phone", answer, HOST, ORIGIN, House.HOME);
  }

  private static String challenge(Map<String, Object> options) {
    return String.valueOf(options.get("challenge"));
  }

  private String loginChallenge() throws RefusedException {
    return challenge(house.auth.passkeys().loginChallenge(HOST));
  }

  private Signed logIn(JsonObject answer) throws RefusedException, IOException {
    return house.auth.passkeys().logIn(answer, HOST, ORIGIN, Presented.NOTHING, House.HOME);
  }

  private JsonObject answer() throws RefusedException {
    return phone.get(loginChallenge(), HOST, ORIGIN);
  }

  @Test
  void registersAndLogsIn() throws Exception {
    var made = register();
    assertEquals("Phone", made.name());
    assertEquals(Instant.EPOCH, made.used());
    house.restart();
    house.clock.pass(Duration.ofMinutes(20));
    var signed = logIn(answer());
    assertEquals("anna", signed.grant().user());
    assertTrue(signed.grant().confirmed());
    assertTrue(house.grant(signed).isInForce());
    assertEquals(house.clock.wall(), house.auth.passkeys().list(anna).getFirst().used());
    assertEquals("anna login ok with passkey Phone", house.audit().getFirst());
    logIn(answer());
  }

  @Test
  void optionsAskForWhatIsChecked() throws Exception {
    register();
    var text = Json.text(house.auth.passkeys().registrationChallenge(anna, HOST));
    var json = JsonObject.parse(text);
    assertEquals("none", json.string("attestation"));
    assertEquals("required", json.object("authenticatorSelection").string("residentKey"));
    assertEquals("required", json.object("authenticatorSelection").string("userVerification"));
    assertEquals(1, json.objects("excludeCredentials").size());
    assertFalse(text.contains(anna.user() + "\",\"id"), "the handle is not the name");
    var login = Json.text(house.auth.passkeys().loginChallenge(HOST));
    assertEquals("required", JsonObject.parse(login).string("userVerification"));
    assertEquals(0, JsonObject.parse(login).strings("allowCredentials").size());
  }

  @Test
  void worksWithoutTheAuthenticatorAppAndWhileLocked() throws Exception {
    register();
    var factor = house.auth.secondFactor();
    factor.turnOn(anna, house.code(factor.offer(anna), Duration.ZERO), House.HOME);
    for (int i = 0; i < 6; i++) {
      assertThrows(RefusedException.class, () -> house.logIn("anna", "wrong wrong", ""));
    }
    logIn(answer());
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.168.1.9", "::1", "[fe80::1]", "2001:db8::1", "127.0.0.1", ""})
  void addressesAreNoHosts(String host) {
    assertEquals(Reason.HOST, House.refusal(() -> house.auth.passkeys().loginChallenge(host)));
    assertEquals(
        Reason.HOST, House.refusal(() -> house.auth.passkeys().registrationChallenge(anna, host)));
  }

  @Test
  void localhostIsAHost() throws Exception {
    assertEquals("localhost", house.auth.passkeys().loginChallenge("localhost").get("rpId"));
  }

  @Test
  void anAnswerIsGoodOnce() throws Exception {
    register();
    var answer = answer();
    logIn(answer);
    assertEquals(Reason.WRONG, House.refusal(() -> logIn(answer)));
  }

  @Test
  void anAnswerOfAPasskeyThatDoesNotCountIsGoodOnceToo() throws Exception {
    phone.counts = false;
    register();
    var answer = answer();
    logIn(answer);
    assertEquals(Reason.WRONG, House.refusal(() -> logIn(answer)));
    logIn(answer());
  }

  @Test
  void aChallengeIsGoodForFiveMinutesForItsPurposeAndItsHost() throws Exception {
    register();
    var old = answer();
    house.clock.pass(Duration.ofMinutes(5));
    assertEquals(Reason.WRONG, House.refusal(() -> logIn(old)));
    var other = challenge(house.auth.passkeys().loginChallenge("other.local"));
    assertEquals(Reason.WRONG, House.refusal(() -> logIn(phone.get(other, HOST, ORIGIN))));
    var purpose = challenge(house.auth.passkeys().registrationChallenge(anna, HOST));
    assertEquals(Reason.WRONG, House.refusal(() -> logIn(phone.get(purpose, HOST, ORIGIN))));
    var own = Secrets.base64(Secrets.bytes(56));
    assertEquals(Reason.WRONG, House.refusal(() -> logIn(phone.get(own, HOST, ORIGIN))));
  }

  @ParameterizedTest
  @CsvSource({
    "https://evil.example, nightjar.local",
    "http://nightjar.local:8443, nightjar.local",
    "https://nightjar.local, nightjar.local",
    "https://nightjar.local:8443, evil.example"
  })
  void otherPagesAreRefused(String origin, String host) throws Exception {
    register();
    var answer = phone.get(loginChallenge(), host, origin);
    assertEquals(Reason.WRONG, House.refusal(() -> logIn(answer)));
    assertEquals(
        "credential",
        assertThrows(
                RefusedException.class,
                () -> register(new SoftAuthenticator(), "https://evil.example"))
            .field());
  }

  @Test
  void theUserMustHaveBeenVerified() throws Exception {
    register();
    phone.verifies = false;
    assertEquals(Reason.WRONG, House.refusal(() -> logIn(answer())));
    var stick = new SoftAuthenticator();
    stick.verifies = false;
    assertEquals(Reason.FIELD, House.refusal(() -> register(stick, ORIGIN)));
  }

  @Test
  void theSignatureMustBeTheKeys() throws Exception {
    register();
    phone.breaksSignature = true;
    assertEquals(Reason.WRONG, House.refusal(() -> logIn(answer())));
    phone.breaksSignature = false;
    var impostor = new SoftAuthenticator();
    impostor.id = phone.id;
    impostor.userHandle = phone.userHandle;
    impostor.count = 100;
    assertEquals(
        Reason.WRONG, House.refusal(() -> logIn(impostor.get(loginChallenge(), HOST, ORIGIN))));
  }

  @Test
  void aCountThatGoesBackIsACopy() throws Exception {
    register();
    phone.count = 10;
    logIn(answer());
    phone.count = 5;
    assertEquals(Reason.WRONG, House.refusal(() -> logIn(answer())));
    phone.count = 20;
    logIn(answer());
  }

  @Test
  void theAccountMustBeItsOwn() throws Exception {
    register();
    phone.userHandle = Secrets.base64(Secrets.bytes(16));
    assertEquals(Reason.WRONG, House.refusal(() -> logIn(answer())));
  }

  @Test
  void aRemovedPasskeyOpensNothing() throws Exception {
    var made = register();
    house.auth.passkeys().remove(anna, made.id(), House.HOME);
    assertEquals(Reason.WRONG, House.refusal(() -> logIn(answer())));
    assertEquals(
        Reason.NOT_FOUND,
        House.refusal(() -> house.auth.passkeys().remove(anna, made.id(), House.HOME)));
  }

  @Test
  void aRegistrationIsGoodOnceAndForWhoAsked() throws Exception {
    var options = house.auth.passkeys().registrationChallenge(anna, HOST);
    var answer = phone.create(challenge(options), HOST, ORIGIN);
    house.auth.passkeys().register(anna, "One", answer, HOST, ORIGIN, House.HOME);
    assertEquals(
        Reason.FIELD,
        House.refusal(
            () -> house.auth.passkeys().register(anna, "Two", answer, HOST, ORIGIN, House.HOME)));
    var by = Grant.console();
    var accounts = house.auth.accounts();
    accounts.add(by, "ben", "green kettle 4 boats", Role.VIEWER, new Cameras.All(), House.HOME);
    var ben = house.grant(house.logIn("ben", "green kettle 4 boats", ""));
    var annas = challenge(house.auth.passkeys().registrationChallenge(anna, HOST));
    var stick = new SoftAuthenticator().create(annas, HOST, ORIGIN);
    assertEquals(
        Reason.FIELD,
        House.refusal(
            () -> house.auth.passkeys().register(ben, "X", stick, HOST, ORIGIN, House.HOME)));
  }

  @Test
  void anythingElseIsRefused() throws Exception {
    register();
    var random = new Random(20_261_125);
    var good = Json.text(phone.raw(loginChallenge(), HOST, ORIGIN));
    int refused = 0;
    for (int i = 0; i < 2000; i++) {
      var text = new StringBuilder(good);
      for (int n = 0; n <= random.nextInt(3); n++) {
        text.setCharAt(random.nextInt(text.length()), (char) (32 + random.nextInt(95)));
      }
      try {
        logIn(JsonObject.parse(text.toString()));
        assertTrue(isSpared(good, text.toString()), text.toString());
      } catch (RefusedException | IOException _) {
        refused++;
      }
    }
    assertTrue(refused > 1000, "refused " + refused);
  }

  /// A change outside what is checked: in a field nobody reads.
  private static boolean isSpared(String good, String changed) throws IOException {
    var one = JsonObject.parse(good);
    var other = JsonObject.parse(changed);
    var bytes = new ArrayList<Boolean>();
    for (var name : List.of("authenticatorData", "clientDataJSON", "signature")) {
      bytes.add(
          Arrays.equals(
              Secrets.fromBase64(one.object("response").string(name)).orElseThrow(),
              Secrets.fromBase64(other.object("response").string(name)).orElseThrow()));
    }
    return !bytes.contains(false);
  }
}
