package nightjar.http;

import java.util.Optional;
import nightjar.auth.Grant;
import nightjar.auth.Role;
import nightjar.auth.Scope;

/// Decides whether a call may go on. Knows nothing of HTTP but the words of a refusal.
final class Gate {
  /// @param needsSetup there is no administrator yet
  /// @param caller empty when nobody said who it is, or nobody could believe it
  /// @param camera that the path names
  record Question(Rule rule, boolean needsSetup, Optional<Grant> caller, Optional<String> camera) {}

  private Gate() {}

  /// Empty when it may.
  static Optional<Answer> refusal(Question asked) {
    var rule = asked.rule;
    return switch (rule) {
      case ANYWHERE, ANYONE -> Optional.empty();
      case SETUP ->
          asked.needsSetup
              ? Optional.empty()
              : refuse(409, "done", "there is an administrator already");
      case LOGIN -> asked.needsSetup ? setupFirst() : Optional.empty();
      case SELF, CONFIRMED, VIEW, OPERATE, ADMINISTER, ADMINISTER_CONFIRMED, METRICS -> {
        if (asked.needsSetup) {
          yield setupFirst();
        }
        if (asked.caller.isEmpty()) {
          yield refuse(401, "login", "sign in first");
        }
        var caller = asked.caller.get();
        yield forKnown(rule, caller)
            .or(() -> asked.camera.flatMap(camera -> forCamera(caller, camera)));
      }
    };
  }

  private static Optional<Answer> forKnown(Rule rule, Grant caller) {
    return switch (rule) {
      case ANYWHERE, ANYONE, SETUP, LOGIN -> Optional.empty();
      case SELF -> inBrowser(caller);
      case CONFIRMED -> inBrowser(caller).or(() -> confirmed(caller));
      case VIEW -> with(caller, Role.VIEWER, Scope.VIEW);
      case OPERATE -> with(caller, Role.OPERATOR, Scope.OPERATE);
      case ADMINISTER -> administrator(caller);
      case ADMINISTER_CONFIRMED -> administrator(caller).or(() -> confirmed(caller));
      case METRICS -> with(caller, Role.ADMINISTRATOR, Scope.METRICS);
    };
  }

  private static Optional<Answer> with(Grant caller, Role least, Scope scope) {
    boolean may = caller.role().includes(least) && caller.may(scope);
    return may ? Optional.empty() : tooLittle();
  }

  private static Optional<Answer> administrator(Grant caller) {
    return inBrowser(caller)
        .or(() -> caller.role() == Role.ADMINISTRATOR ? Optional.empty() : tooLittle());
  }

  private static Optional<Answer> inBrowser(Grant caller) {
    return caller.bySession()
        ? Optional.empty()
        : refuse(403, "role", "this needs a session of an account, not a token");
  }

  private static Optional<Answer> confirmed(Grant caller) {
    return caller.confirmed()
        ? Optional.empty()
        : refuse(403, "confirm", "confirm first that it is you");
  }

  private static Optional<Answer> forCamera(Grant caller, String camera) {
    return caller.maySee(camera)
        ? Optional.empty()
        : refuse(403, "camera", "this account may not see this camera");
  }

  private static Optional<Answer> setupFirst() {
    return refuse(401, "setup", "there is no administrator yet: set up first");
  }

  private static Optional<Answer> tooLittle() {
    return refuse(403, "role", "this account or token may not do this");
  }

  private static Optional<Answer> refuse(int status, String code, String problem) {
    return Optional.of(Answer.problem(status, code, problem));
  }
}
