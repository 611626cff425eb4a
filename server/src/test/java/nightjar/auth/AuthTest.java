package nightjar.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import nightjar.auth.RefusedException.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Coming in, staying, and proving it again.
class AuthTest {
  @TempDir Path dir;
  private House house;

  @BeforeEach
  void open() throws IOException {
    house = new House(dir.resolve("data"));
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void setupMakesTheFirstAdministratorOnce() throws Exception {
    assertTrue(house.auth.needsSetup());
    assertTrue(house.auth.setupCode().matches("[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}"));
    var signed = house.setUp();
    assertFalse(house.auth.needsSetup());
    var grant = house.grant(signed);
    assertEquals("anna", grant.user());
    assertEquals(Role.ADMINISTRATOR, grant.role());
    assertTrue(grant.confirmed());
    assertTrue(grant.bySession());
    assertEquals(Reason.DONE, House.refusal(house::setUp));
    assertEquals(List.of("anna setup ok anna"), house.audit());
  }

  @Test
  void theSetupCodeIsTakenAsPeopleType() throws Exception {
    var typed = house.auth.setupCode().replace("-", " ").toLowerCase(Locale.ROOT);
    house.auth.setUp(typed.replace('0', 'o').replace('1', 'l'), "anna", House.PASSWORD, House.HOME);
    assertFalse(house.auth.needsSetup());
  }

  @Test
  void guessingTheSetupCodeIsThrottledHereAndEverywhere() throws Exception {
    for (int i = 0; i < 5; i++) {
      assertEquals("code", guessSetup("10.0.0.1").field());
    }
    var wait = guessSetup("10.0.0.1");
    assertEquals(Duration.ofSeconds(30), wait.retryIn());
    for (int i = 0; i < 45; i++) {
      assertEquals("code", guessSetup("10.0.1." + i).field());
    }
    assertEquals(Reason.WAIT, guessSetup("10.0.2.1").reason());
    assertEquals(0, house.argon2.hashed.get());
    house.clock.pass(Duration.ofMinutes(1));
    house.setUp();
  }

  private RefusedException guessSetup(String address) {
    return assertThrows(
        RefusedException.class,
        () -> house.auth.setUp("0000-0000-0000", "x", House.PASSWORD, new Client(address, "curl")));
  }

  @Test
  void aPoorPasswordAtSetupIsNoFailure() throws Exception {
    for (int i = 0; i < 30; i++) {
      var e =
          assertThrows(
              RefusedException.class,
              () -> house.auth.setUp(house.auth.setupCode(), "anna", "short", House.HOME));
      assertEquals("password", e.field());
    }
    house.setUp();
  }

  @Test
  void logsInAndOut() throws Exception {
    house.setUp();
    var signed = house.logIn(" ANNA ", House.PASSWORD, "");
    var grant = house.grant(signed);
    assertTrue(grant.isInForce());
    house.auth.logOut(grant, House.HOME);
    assertFalse(grant.isInForce());
    assertEquals(Optional.empty(), house.auth.bySession(signed.session()));
    assertEquals(List.of("anna logout ok", "anna login ok", "anna setup ok anna"), house.audit());
  }

  @Test
  void anUnknownNameCostsTheSameAndIsAnsweredTheSame() throws Exception {
    house.setUp();
    int before = house.argon2.verified.get();
    var known =
        assertThrows(RefusedException.class, () -> house.logIn("anna", "wrong password", ""));
    assertEquals(before + 1, house.argon2.verified.get());
    var unknown =
        assertThrows(RefusedException.class, () -> house.logIn("nobody", "wrong password", ""));
    assertEquals(before + 2, house.argon2.verified.get());
    assertEquals(known.message(), unknown.message());
    assertEquals(known.reason(), unknown.reason());
    assertEquals(
        Reason.WRONG, House.refusal(() -> house.logIn("not a name!", "whatever it is", "")));
    assertEquals(before + 3, house.argon2.verified.get());
  }

  @Test
  void anUnknownNameIsWrittenNowhere() throws Exception {
    house.setUp();
    assertThrows(RefusedException.class, () -> house.logIn("mypassword99", "anna", ""));
    assertEquals("- login-failed no unknown name", house.audit().getFirst());
    house.restart();
    try (var files = Files.walk(dir)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        assertFalse(Files.readString(file).contains("mypassword99"), file.toString());
      }
    }
  }

  @Test
  void unknownNamesLockAsKnownOnesDo() throws Exception {
    house.setUp();
    for (var name : List.of("anna", "nobody")) {
      for (int i = 0; i < 5; i++) {
        assertEquals(Reason.WRONG, House.refusal(() -> guess(name, "198.51.100.1")));
      }
      assertEquals(Reason.WAIT, House.refusal(() -> guess(name, "198.51.100.1")));
    }
  }

  private Signed guess(String user, String address) throws Exception {
    return house.auth.logIn(
        user, "a wrong password", "", Presented.NOTHING, new Client(address, "curl"));
  }

  @Test
  void whileLockedNothingIsHashedAndTheAuditHasOneEntry() throws Exception {
    house.setUp();
    for (int i = 0; i < 5; i++) {
      assertThrows(RefusedException.class, () -> guess("anna", "198.51.100.1"));
    }
    int verified = house.argon2.verified.get();
    int audit = house.audit().size();
    for (int i = 0; i < 50; i++) {
      assertEquals(Reason.WAIT, House.refusal(() -> guess("anna", "198.51.100.1")));
    }
    assertEquals(verified, house.argon2.verified.get());
    assertEquals(audit + 1, house.audit().size());
    assertEquals("anna login-locked no too many failures", house.audit().getFirst());
  }

  @Test
  void strangersLockTheAccountButNotTheBrowserThatWasHereBefore() throws Exception {
    var device = house.setUp().device();
    for (int i = 0; i < 100; i++) {
      int address = i;
      assertEquals(Reason.WRONG, House.refusal(() -> guess("anna", "198.51.100." + address)));
    }
    assertEquals(Reason.WAIT, House.refusal(house::logIn));
    house.auth.logIn("anna", House.PASSWORD, "", new Presented("", device), House.HOME);
    for (int i = 0; i < 5; i++) {
      assertEquals(
          Reason.WRONG,
          House.refusal(
              () ->
                  house.auth.logIn(
                      "anna", "still wrong", "", new Presented("", device), House.HOME)));
    }
    assertEquals(
        Reason.WAIT,
        House.refusal(
            () ->
                house.auth.logIn(
                    "anna", House.PASSWORD, "", new Presented("", device), House.HOME)),
        "a stolen cookie has its own few tries");
  }

  @Test
  void aNeighbourBehindTheSameAddressLocksNobodysBrowserOut() throws Exception {
    var shown = new Presented("", house.setUp().device());
    for (int i = 0; i < 20; i++) {
      int n = i;
      assertEquals(Reason.WRONG, House.refusal(() -> guess("somebody" + n, House.HOME.address())));
    }
    assertEquals(Reason.WAIT, House.refusal(house::logIn), "a browser not seen before waits");
    var signed = house.auth.logIn("anna", House.PASSWORD, "", shown, House.HOME);
    house.auth.passwords().confirm(house.grant(signed), House.PASSWORD, "", shown, House.HOME);
    assertEquals(
        Reason.WAIT,
        House.refusal(() -> house.auth.logIn("ben", House.PASSWORD, "", shown, House.HOME)),
        "the cookie is anna's");
  }

  @Test
  void aDeviceCookieIsOfOneAccountAndOneServer() throws Exception {
    var device = house.setUp().device();
    var key = "00".repeat(32);
    var now = house.clock.wall();
    var cookie = DeviceCookie.issue(key, "anna", now);
    assertTrue(DeviceCookie.device(key, "anna", cookie, now).isPresent());
    assertTrue(DeviceCookie.device(key, "ben", cookie, now).isEmpty());
    assertTrue(DeviceCookie.device("11".repeat(32), "anna", cookie, now).isEmpty());
    assertTrue(DeviceCookie.device(key, "anna", device, now).isEmpty());
    assertTrue(DeviceCookie.device(key, "anna", cookie + "A", now).isEmpty());
    assertTrue(DeviceCookie.device(key, "anna", "", now).isEmpty());
    assertTrue(DeviceCookie.device(key, "anna", cookie, now.plusSeconds(366 * 86_400)).isEmpty());
  }

  @Test
  void passwordsHashedWithOldParametersAreHashedAnew() throws Exception {
    house.setUp();
    var file = dir.resolve("data/accounts.json");
    Files.writeString(file, Files.readString(file).replace("m=19456,t=2,p=1", "m=4096,t=3,p=1"));
    house.logIn();
    assertTrue(Files.readString(file).contains("$m=19456,t=2,p=1$"));
    int hashed = house.argon2.hashed.get();
    house.logIn();
    assertEquals(hashed, house.argon2.hashed.get());
  }

  @Test
  void failuresDoNotFloodTheAudit() throws Exception {
    house.setUp();
    for (int i = 0; i < 300; i++) {
      int n = i;
      assertThrows(RefusedException.class, () -> guess("x" + n, "10.1." + n % 250 + "." + n));
    }
    assertEquals(
        Moderation.MOST + 1, house.auth.audit().page(Long.MAX_VALUE, 200).entries().size());
    assertThrows(RefusedException.class, () -> guess("anna", "10.2.0.1"));
    house.clock.pass(Duration.ofHours(1));
    house.auth.tick();
    assertEquals("- failures no and 201 more: anna 1", house.audit().getFirst());
    house.auth.tick();
    assertThrows(RefusedException.class, () -> guess("y", "10.2.0.2"));
    assertEquals("- login-failed no unknown name", house.audit().getFirst());
    assertEquals("- failures no and 201 more: anna 1", house.audit().get(1));
  }

  @Test
  void failuresNotWrittenAreCountedBeforeAStop() throws Exception {
    house.setUp();
    for (int i = 0; i < 103; i++) {
      int n = i;
      assertThrows(RefusedException.class, () -> guess("x" + n, "10.1.0." + n));
    }
    house.restart();
    assertEquals("- failures no and 3 more", house.audit().getFirst());
  }

  @Test
  void noFloodHidesThatSomebodyHasThePassword() throws Exception {
    var grant = house.grant(house.setUp());
    var offer = house.auth.secondFactor().offer(grant);
    house.auth.secondFactor().turnOn(grant, house.code(offer, Duration.ZERO), House.HOME);
    for (int i = 0; i < 150; i++) {
      int n = i;
      assertThrows(RefusedException.class, () -> guess("x" + n, "10.1.0." + n));
    }
    assertEquals(Reason.SECOND_NEEDED, House.refusal(house::logIn));
    assertEquals(
        "anna login-stopped no password right, second factor not given", house.audit().getFirst());
    assertEquals(Reason.WRONG, House.refusal(() -> house.logIn("anna", House.PASSWORD, "000000")));
    assertEquals(
        "anna login-failed no password right, second factor failed", house.audit().getFirst());
  }

  /// Each costs a hash.
  @Test
  void aRightPasswordWithoutACodeCounts() throws Exception {
    var grant = house.grant(house.setUp());
    var offer = house.auth.secondFactor().offer(grant);
    house.auth.secondFactor().turnOn(grant, house.code(offer, Duration.ZERO), House.HOME);
    for (int i = 0; i < 5; i++) {
      assertEquals(Reason.SECOND_NEEDED, House.refusal(house::logIn));
    }
    assertEquals(Reason.WAIT, House.refusal(house::logIn));
    house.clock.pass(Duration.ofSeconds(30));
    house.logIn("anna", House.PASSWORD, house.code(offer, Duration.ZERO));
    assertEquals("anna login ok with the app's code", house.audit().getFirst());
    assertEquals(Reason.SECOND_NEEDED, House.refusal(house::logIn), "the login forgave the five");
  }

  @Test
  void theSessionALoginCameWithEnds() throws Exception {
    var old = house.setUp();
    house.auth.logIn(
        "anna", House.PASSWORD, "", new Presented(old.session(), old.device()), House.HOME);
    assertTrue(house.auth.bySession(old.session()).isEmpty());
  }

  @Test
  void aRestartLogsNobodyOutAndConfirmsNobody() throws Exception {
    var signed = house.setUp();
    house.restart();
    var grant = house.grant(signed);
    assertFalse(grant.confirmed());
    var renewed =
        house.auth.passwords().confirm(grant, House.PASSWORD, "", Presented.NOTHING, House.HOME);
    assertTrue(house.grant(renewed).confirmed());
    house.clock.pass(Duration.ofMinutes(10));
    assertFalse(house.grant(renewed).confirmed());
  }

  @Test
  void confirmingTakesTheOldCookieOutOfForceAndNotTheSession() throws Exception {
    var old = house.setUp();
    var grant = house.grant(old);
    var created = house.auth.sessions().list(grant).getFirst().created();
    house.clock.pass(Duration.ofHours(1));
    var renewed =
        house.auth.passwords().confirm(grant, House.PASSWORD, "", Presented.NOTHING, House.HOME);
    assertTrue(house.auth.bySession(old.session()).isEmpty(), "a copy of it opens nothing");
    assertTrue(grant.isInForce(), "a live picture goes on");
    var now = house.grant(renewed);
    assertEquals(grant.sessionId(), now.sessionId());
    var only = house.auth.sessions().list(now);
    assertEquals(1, only.size());
    assertEquals(created, only.getFirst().created(), "it lives no longer than it would have");
    house.restart();
    assertTrue(house.auth.bySession(old.session()).isEmpty());
    var after = house.grant(renewed);
    house.auth.logOut(after, House.HOME);
    assertFalse(after.isInForce());
  }

  @Test
  void sessionsEndWhenNotUsedAndAfterAll() throws Exception {
    var signed = house.setUp();
    for (int day = 0; day < 89; day += 13) {
      assertTrue(house.auth.bySession(signed.session()).isPresent(), "day " + day);
      house.clock.pass(Duration.ofDays(13));
    }
    assertTrue(house.auth.bySession(signed.session()).isEmpty(), "after 91 days");
    var other = house.logIn();
    house.clock.pass(Duration.ofDays(14));
    assertTrue(house.auth.bySession(other.session()).isEmpty(), "not used for 14 days");
  }

  @Test
  void aUserHasTwentySessionsAndTheOldestGoes() throws Exception {
    var first = house.setUp();
    for (int i = 0; i < 20; i++) {
      house.clock.pass(Duration.ofSeconds(1));
      house.logIn();
    }
    assertTrue(house.auth.bySession(first.session()).isEmpty());
    assertEquals(20, house.auth.sessions().list(house.grant(house.logIn())).size());
  }

  @Test
  void endsOneSessionOrAll() throws Exception {
    var one = house.setUp();
    var other = house.logIn();
    var grant = house.grant(one);
    var sessions = house.auth.sessions();
    assertEquals(2, sessions.list(grant).size());
    assertEquals(1, sessions.list(grant).stream().filter(Sessions.Listed::current).count());
    sessions.end(grant, house.grant(other).sessionId(), House.HOME);
    assertTrue(house.auth.bySession(other.session()).isEmpty());
    assertEquals(Reason.NOT_FOUND, House.refusal(() -> sessions.end(grant, "00", House.HOME)));
    sessions.endAll(grant, House.HOME);
    assertFalse(grant.isInForce());
  }

  @Test
  void changingThePasswordEndsAllSessionsAndBeginsOne() throws Exception {
    var one = house.setUp();
    var other = house.logIn();
    var passwords = house.auth.passwords();
    var grant = house.grant(one);
    var e =
        assertThrows(
            RefusedException.class,
            () ->
                passwords.change(
                    grant, "not this one", "a longer secret", Presented.NOTHING, House.HOME));
    assertEquals("current", e.field());
    var signed =
        passwords.change(
            grant,
            House.PASSWORD,
            "a longer secret",
            new Presented(one.session(), one.device()),
            House.HOME);
    assertTrue(house.auth.bySession(one.session()).isEmpty());
    assertTrue(house.auth.bySession(other.session()).isEmpty());
    assertTrue(house.grant(signed).isInForce());
    assertEquals(Reason.WRONG, House.refusal(house::logIn));
    house.logIn("anna", "a longer secret", "");
  }

  @Test
  void confirmingIsThrottledLikeLogins() throws Exception {
    var grant = house.grant(house.setUp());
    for (int i = 0; i < 5; i++) {
      assertEquals(Reason.WRONG, House.refusal(() -> confirm(grant, "wrong wrong")));
    }
    assertEquals(Reason.WAIT, House.refusal(() -> confirm(grant, House.PASSWORD)));
  }

  private void confirm(Grant grant, String password) throws Exception {
    house.auth.passwords().confirm(grant, password, "", Presented.NOTHING, House.HOME);
  }

  @Test
  void theAuthenticatorAppIsAskedForOnceOn() throws Exception {
    var grant = house.grant(house.setUp());
    var factor = house.auth.secondFactor();
    var offer = factor.offer(grant);
    assertTrue(offer.uri().startsWith("otpauth://totp/Nightjar:anna?secret=" + offer.secret()));
    assertTrue(offer.qr().startsWith("M"));
    house.logIn(); // not in force yet
    var e = assertThrows(RefusedException.class, () -> factor.turnOn(grant, "000000", House.HOME));
    assertEquals("code", e.field());
    var code = house.code(offer, Duration.ZERO);
    var recovery = factor.turnOn(grant, code.substring(0, 3) + " " + code.substring(3), House.HOME);
    assertEquals(10, Set.copyOf(recovery).size());
    assertTrue(recovery.getFirst().matches("[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){5}"));

    assertEquals(Reason.SECOND_NEEDED, House.refusal(house::logIn));
    assertEquals(Reason.WRONG, House.refusal(() -> house.logIn("anna", House.PASSWORD, code)));
    house.clock.pass(Duration.ofSeconds(30));
    var next = house.code(offer, Duration.ZERO);
    house.logIn("anna", House.PASSWORD, next);
    assertEquals(
        Reason.WRONG,
        House.refusal(() -> house.logIn("anna", House.PASSWORD, next)),
        "a code is good once");
    house.restart();
    assertEquals(Reason.WRONG, House.refusal(() -> house.logIn("anna", House.PASSWORD, next)));

    var words = recovery.get(3).replace("-", " ").toUpperCase(Locale.ROOT);
    house.logIn("anna", House.PASSWORD, words);
    assertEquals(9, house.auth.accounts().get("anna").recovery());
    assertEquals(Reason.WRONG, House.refusal(() -> house.logIn("anna", House.PASSWORD, words)));
    factor.turnOff(grant, House.HOME);
    house.logIn();
  }

  @Test
  void whoHasNoPasswordLearnsNothingOfTheSecondFactor() throws Exception {
    var grant = house.grant(house.setUp());
    var offer = house.auth.secondFactor().offer(grant);
    house.auth.secondFactor().turnOn(grant, house.code(offer, Duration.ZERO), House.HOME);
    assertEquals(Reason.WRONG, House.refusal(() -> house.logIn("anna", "wrong wrong", "")));
  }

  @Test
  void guessingCodesIsThrottled() throws Exception {
    var grant = house.grant(house.setUp());
    var offer = house.auth.secondFactor().offer(grant);
    house.auth.secondFactor().turnOn(grant, house.code(offer, Duration.ZERO), House.HOME);
    for (int i = 0; i < 5; i++) {
      assertEquals(
          Reason.WRONG, House.refusal(() -> house.logIn("anna", House.PASSWORD, "000000")));
    }
    assertEquals(Reason.WAIT, House.refusal(() -> house.logIn("anna", House.PASSWORD, "000000")));
  }

  @Test
  void recoveryCodesAreRenewedOnlyWithAnAuthenticatorApp() throws Exception {
    var grant = house.grant(house.setUp());
    var factor = house.auth.secondFactor();
    assertEquals(Reason.OFF, House.refusal(() -> factor.renewRecovery(grant, House.HOME)));
    var old = factor.turnOn(grant, house.code(factor.offer(grant), Duration.ZERO), House.HOME);
    var fresh = factor.renewRecovery(grant, House.HOME);
    assertNotEquals(old, fresh);
    assertEquals(
        Reason.WRONG, House.refusal(() -> house.logIn("anna", House.PASSWORD, old.getFirst())));
    house.logIn("anna", House.PASSWORD, fresh.getFirst());
  }

  @Test
  void theBytesOnDiskDoNotTellTheSecrets() throws Exception {
    var signed = house.setUp();
    var grant = house.grant(signed);
    var factor = house.auth.secondFactor();
    var recovery = factor.turnOn(grant, house.code(factor.offer(grant), Duration.ZERO), House.HOME);
    var token = house.auth.tokens().issue(grant, "t", Set.of(Scope.VIEW), 3, House.HOME);
    house.auth.close();
    try (var files = Files.walk(dir)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var text = Files.readString(file);
        for (var secret :
            List.of(House.PASSWORD, signed.session(), recovery.getFirst(), token.text())) {
          assertFalse(text.contains(secret), file.toString());
        }
      }
    }
  }
}
