package nightjar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import nightjar.auth.Auth;
import nightjar.auth.AuthConfig;
import nightjar.auth.Client;
import nightjar.auth.Presented;
import nightjar.auth.RefusedException;
import nightjar.base.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserCommandTest {
  private static final Client HOME = new Client("192.168.1.7", "");

  @TempDir Path dir;

  private String run(String typed, String... words) throws Exit {
    var out = new ByteArrayOutputStream();
    var args = Arguments.of(List.of(words), "config", "role");
    UserCommand.run(
        args,
        dir.resolve("data"),
        new ByteArrayInputStream(typed.getBytes(UTF_8)),
        new PrintStream(out, true, UTF_8));
    return out.toString(UTF_8);
  }

  private int code(String... words) {
    return assertThrows(Exit.class, () -> run("", words)).code();
  }

  private Auth server() throws Exception {
    return Auth.open(AuthConfig.standard(dir.resolve("data")), Clock.SYSTEM);
  }

  /// With the real hash, and the real watching of the file.
  @Test
  void aRunningServerNoticesANewPassword() throws Exception {
    assertEquals(
        "anna is added as administrator, for all cameras\n",
        run("blue teapot 17 stairs\n", "add", "Anna", "--role", "administrator"));
    try (var auth = server()) {
      var signed = auth.logIn("anna", "blue teapot 17 stairs", "", Presented.NOTHING, HOME);
      assertTrue(signed.grant().isInForce());
      run("yellow ladder 9 moons", "password", "anna");
      Await.until(() -> !signed.grant().isInForce(), () -> "the session did not end");
      assertThrows(
          RefusedException.class,
          () -> auth.logIn("anna", "blue teapot 17 stairs", "", Presented.NOTHING, HOME));
      auth.logIn("anna", "yellow ladder 9 moons", "", Presented.NOTHING, HOME);
    }
  }

  @Test
  void listsAndRemoves() throws Exception {
    run("blue teapot 17 stairs\n", "add", "anna", "--role", "administrator");
    run("blue teapot 17 stairs\n", "add", "ben", "--role", "viewer");
    assertTrue(
        run("", "list").matches("(?s)anna +administrator +last login never\nben +viewer .*"));
    run("", "factors", "ben");
    run("", "remove", "ben");
    assertEquals(1, run("", "list").lines().count());
    assertEquals(Exit.USAGE, code("remove", "anna"), "the last administrator");
    assertEquals(Exit.USAGE, code("remove", "ben"), "who is gone");
  }

  @Test
  void refusesWhatItDoesNotUnderstand() throws Exception {
    assertEquals(Exit.USAGE, code());
    assertEquals(Exit.USAGE, code("list", "more"));
    assertEquals(Exit.USAGE, code("add", "anna"));
    assertEquals(Exit.USAGE, code("add", "anna", "--role", "king"));
    assertEquals(Exit.USAGE, code("add", "anna", "--role", "viewer"), "without a password");
    assertEquals(Exit.USAGE, code("dance", "anna"));
    assertThrows(Exit.class, () -> run("short\n", "add", "anna", "--role", "viewer"));
  }

  @Test
  void sayWhereThereAreNoAccounts() {
    assertEquals(Exit.NO_INPUT, code("list"));
  }
}
