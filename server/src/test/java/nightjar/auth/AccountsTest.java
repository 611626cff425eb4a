package nightjar.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nightjar.auth.RefusedException.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/// Who has an account, and what programs sign in with for it.
class AccountsTest {
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
  void tokensDoWhatTheirScopesSayUntilTheyExpire() throws Exception {
    var grant = house.grant(house.setUp());
    var tokens = house.auth.tokens();
    var issued = tokens.issue(grant, " Home hub ", Set.of(Scope.VIEW), 30, House.HOME);
    assertTrue(issued.text().matches("njt_[\\w-]{43}"));
    var by = house.auth.byToken(issued.text()).orElseThrow();
    assertTrue(by.may(Scope.VIEW));
    assertFalse(by.may(Scope.OPERATE));
    assertFalse(by.bySession());
    assertFalse(by.confirmed());
    assertTrue(house.auth.byToken(issued.text() + "x").isEmpty());
    assertTrue(house.auth.byToken("").isEmpty());
    house.clock.pass(Duration.ofDays(30).minusNanos(1));
    assertTrue(by.isInForce());
    house.clock.pass(Duration.ofNanos(1));
    assertFalse(by.isInForce());
    assertTrue(house.auth.byToken(issued.text()).isEmpty());
  }

  @Test
  void whenATokenWasUsedIsKept() throws Exception {
    var grant = house.grant(house.setUp());
    var tokens = house.auth.tokens();
    var issued = tokens.issue(grant, "hub", Set.of(Scope.VIEW), 30, House.HOME);
    assertEquals(Instant.EPOCH, tokens.list(grant).getFirst().used());
    house.clock.pass(Duration.ofMinutes(3));
    house.auth.byToken(issued.text());
    var used = house.clock.wall();
    assertEquals(used, tokens.list(grant).getFirst().used());
    house.restart();
    assertEquals(used, house.auth.tokens().list(grant).getFirst().used());
  }

  @Test
  void tokensAreRevokedAndRefused() throws Exception {
    var grant = house.grant(house.setUp());
    var tokens = house.auth.tokens();
    var issued = tokens.issue(grant, "hub", Set.of(Scope.METRICS), 366, House.HOME);
    var by = house.auth.byToken(issued.text()).orElseThrow();
    tokens.revoke(grant, issued.token().id(), House.HOME);
    assertFalse(by.isInForce());
    assertEquals(
        Reason.NOT_FOUND,
        House.refusal(() -> tokens.revoke(grant, issued.token().id(), House.HOME)));
    assertEquals("days", field(() -> tokens.issue(grant, "x", Set.of(Scope.VIEW), 0, House.HOME)));
    assertEquals(
        "days", field(() -> tokens.issue(grant, "x", Set.of(Scope.VIEW), 367, House.HOME)));
    assertEquals("scopes", field(() -> tokens.issue(grant, "x", Set.of(), 1, House.HOME)));
    assertEquals(
        "name", field(() -> tokens.issue(grant, "a\nb", Set.of(Scope.VIEW), 1, House.HOME)));
    for (int i = 0; i < Account.MOST_TOKENS; i++) {
      tokens.issue(grant, "t" + i, Set.of(Scope.VIEW), 1, House.HOME);
    }
    assertEquals("name", field(() -> tokens.issue(grant, "x", Set.of(Scope.VIEW), 1, House.HOME)));
  }

  private static String field(Executable what) {
    return assertThrows(RefusedException.class, what).field();
  }

  private void add(String user, Role role, Cameras cameras) throws Exception {
    var by = Grant.console();
    house.auth.accounts().add(by, user, "green kettle 4 boats", role, cameras, House.HOME);
  }

  @Test
  void aTokenNeverDoesMoreThanItsOwnerMay() throws Exception {
    house.setUp();
    add("ben", Role.OPERATOR, new Cameras.Only(Set.of("yard")));
    var ben = house.grant(house.logIn("ben", "green kettle 4 boats", ""));
    assertEquals(
        "scopes",
        field(() -> house.auth.tokens().issue(ben, "x", Set.of(Scope.METRICS), 1, House.HOME)));
    var text = house.auth.tokens().issue(ben, "x", Set.of(Scope.OPERATE), 1, House.HOME).text();
    var token = house.auth.byToken(text).orElseThrow();
    assertTrue(token.may(Scope.OPERATE));
    assertTrue(token.maySee("yard"));
    assertFalse(token.maySee("bedroom"));
    change("ben", Optional.of(Role.VIEWER), Optional.empty());
    assertFalse(token.isInForce());
    assertFalse(house.auth.byToken(text).orElseThrow().may(Scope.OPERATE));
  }

  /// It is compared with cameras' names as it is, so it is kept as it is, or not at all.
  @Test
  void aCamerasNameHasNothingAroundIt() throws Exception {
    house.setUp();
    for (var name : List.of("\r\nyard", "yard ", " ", "a\nb", "x".repeat(61))) {
      var cameras = new Cameras.Only(Set.of(name));
      assertEquals("cameras", field(() -> add("ben", Role.VIEWER, cameras)));
    }
    add("ben", Role.VIEWER, new Cameras.Only(Set.of("yard")));
  }

  private void change(String user, Optional<Role> role, Optional<Cameras> cameras)
      throws Exception {
    house
        .auth
        .accounts()
        .change(
            Grant.console(),
            user,
            new Accounts.Change(role, cameras, Optional.empty()),
            House.HOME);
  }

  @Test
  void aChangedAccountIsOutAtOnce() throws Exception {
    house.setUp();
    add("ben", Role.VIEWER, new Cameras.All());
    var signed = house.logIn("ben", "green kettle 4 boats", "");
    var grant = house.grant(signed);
    change("ben", Optional.empty(), Optional.of(new Cameras.All()));
    assertTrue(grant.isInForce(), "nothing changed");
    change("ben", Optional.empty(), Optional.of(new Cameras.Only(Set.of("yard"))));
    assertFalse(grant.isInForce());
    assertTrue(house.auth.bySession(signed.session()).isEmpty());
    house.restart();
    assertTrue(house.auth.bySession(signed.session()).isEmpty());
  }

  @Test
  void whoChangesTheirOwnAccountStaysSignedInThere() throws Exception {
    var signed = house.setUp();
    var other = house.logIn();
    add("ben", Role.ADMINISTRATOR, new Cameras.All());
    var grant = house.grant(signed);
    house
        .auth
        .accounts()
        .change(
            grant,
            "anna",
            new Accounts.Change(Optional.of(Role.VIEWER), Optional.empty(), Optional.empty()),
            House.HOME);
    assertFalse(grant.isInForce(), "it said administrator");
    assertEquals(Role.VIEWER, house.grant(signed).role());
    assertTrue(house.auth.bySession(other.session()).isEmpty());
  }

  @Test
  void theLastAdministratorStays() throws Exception {
    house.setUp();
    add("ben", Role.OPERATOR, new Cameras.All());
    assertEquals(
        Reason.LAST_ADMINISTRATOR,
        House.refusal(() -> house.auth.accounts().remove(Grant.console(), "anna", House.HOME)));
    assertEquals(
        Reason.LAST_ADMINISTRATOR,
        House.refusal(() -> change("anna", Optional.of(Role.VIEWER), Optional.empty())));
    change("ben", Optional.of(Role.ADMINISTRATOR), Optional.empty());
    house.auth.accounts().remove(Grant.console(), "anna", House.HOME);
    assertEquals(Reason.WRONG, House.refusal(house::logIn));
  }

  @Test
  void anAccountOfTheSameNameIsAnother() throws Exception {
    house.setUp();
    add("ben", Role.VIEWER, new Cameras.All());
    var signed = house.logIn("ben", "green kettle 4 boats", "");
    house.auth.accounts().remove(Grant.console(), "ben", House.HOME);
    assertTrue(house.auth.bySession(signed.session()).isEmpty());
    add("ben", Role.OPERATOR, new Cameras.All());
    assertTrue(house.auth.bySession(signed.session()).isEmpty());
    assertEquals(Reason.TAKEN, House.refusal(() -> add("BEN", Role.VIEWER, new Cameras.All())));
  }

  @Test
  void removesFactorsAndEndsSessions() throws Exception {
    var signed = house.setUp();
    var grant = house.grant(signed);
    var factor = house.auth.secondFactor();
    factor.turnOn(grant, house.code(factor.offer(grant), Duration.ZERO), House.HOME);
    house.auth.accounts().removeFactors(Grant.console(), "anna", House.HOME);
    assertFalse(grant.isInForce());
    house.logIn();
    var again = house.grant(house.logIn());
    house.auth.accounts().endSessions(again, "anna", House.HOME);
    assertFalse(again.isInForce());
  }

  @Test
  void aCommandBesideTheServerIsNoticed() throws Exception {
    var signed = house.setUp();
    var grant = house.grant(signed);
    try (var beside =
        Auth.make(House.config(dir.resolve("data")), house.clock, () -> house.argon2, false)) {
      var change =
          new Accounts.Change(
              Optional.empty(), Optional.empty(), Optional.of("yellow ladder 9 moons"));
      beside.accounts().change(Grant.console(), "anna", change, new Client("console", ""));
    }
    assertEquals(Reason.WRONG, House.refusal(house::logIn), "before the next tick");
    house.logIn("anna", "yellow ladder 9 moons", "");
    house.auth.tick();
    assertFalse(grant.isInForce());
    assertTrue(house.audit().contains("- user-changed ok anna password"), "the console's");
  }

  @Test
  void aFileBrokenWhileRunningChangesNothing() throws Exception {
    var signed = house.setUp();
    var file = dir.resolve("data/accounts.json");
    var good = Files.readString(file);
    Files.writeString(file, "{");
    house.auth.tick();
    assertTrue(house.grant(signed).isInForce());
    assertFalse(house.auth.needsSetup());
    assertThrows(IOException.class, () -> add("ben", Role.VIEWER, new Cameras.All()));
    Files.delete(file);
    house.auth.tick();
    assertFalse(house.auth.needsSetup(), "a file that is gone opens nothing");
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, good);
    house.auth.tick();
    add("ben", Role.VIEWER, new Cameras.All());
  }
}
