package nightjar.auth;

import java.time.Instant;
import java.util.List;
import nightjar.auth.RefusedException.Reason;

/// Where somebody is signed in.
public final class Sessions {
  private final Parts parts;

  Sessions(Parts parts) {
    this.parts = parts;
  }

  /// @param current the one that asks
  /// @param from address at login
  public record Listed(
      String id, boolean current, Instant created, Instant seen, String from, String agent) {}

  /// Newest first.
  public List<Listed> list(Grant grant) {
    return parts.sessions().of(grant.user()).stream()
        .map(
            session ->
                new Listed(
                    session.id(),
                    session.id().equals(grant.sessionId()),
                    session.created(),
                    session.seen(),
                    session.from(),
                    session.agent()))
        .toList();
  }

  public void end(Grant grant, String id, Client from) throws RefusedException {
    boolean ended =
        parts
            .sessions()
            .end(session -> session.id().equals(id) && session.user().equals(grant.user()));
    if (!ended) {
      throw RefusedException.because(Reason.NOT_FOUND, "there is no such session");
    }
    parts.audit().add(grant, from, "session-ended", id, "");
  }

  /// The one that asks, too.
  public void endAll(Grant grant, Client from) {
    parts.sessions().end(session -> session.user().equals(grant.user()));
    parts.audit().add(grant, from, "sessions-ended", grant.user(), "");
  }
}
