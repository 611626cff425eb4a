package nightjar.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import nightjar.auth.Grant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rules, asked by nobody and by an operator without a session. Every route and caller: see
/// `RoleMatrixTest`.
class GateTest {
  @ParameterizedTest
  @CsvSource({
    "ANYWHERE, 0, 0, 0",
    "ANYONE, 0, 0, 0",
    "SETUP, 0, 409, 409",
    "LOGIN, 401, 0, 0",
    "SELF, 401, 401, 403",
    "CONFIRMED, 401, 401, 403",
    "VIEW, 401, 401, 0",
    "OPERATE, 401, 401, 0",
    "ADMINISTER, 401, 401, 403",
    "ADMINISTER_CONFIRMED, 401, 401, 403",
    "METRICS, 401, 401, 403",
  })
  void refuses(Rule rule, int beforeSetup, int nobody, int operator) {
    assertEquals(beforeSetup, status(rule, true, Optional.empty()));
    assertEquals(nobody, status(rule, false, Optional.empty()));
    assertEquals(operator, status(rule, false, Optional.of(Grant.open())));
  }

  private static int status(Rule rule, boolean needsSetup, Optional<Grant> caller) {
    var question = new Gate.Question(rule, needsSetup, caller, Optional.empty());
    return Gate.refusal(question).map(Answer::status).orElse(0);
  }
}
