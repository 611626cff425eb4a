package nightjar.auth;

import java.time.Instant;
import java.util.List;
import nightjar.auth.RefusedException.Reason;
import nightjar.auth.SessionKeeper.Ended;

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

  /// @throws RefusedException UNWRITTEN: it has ended, but may be back after a restart
  public void end(Grant grant, String id, Client from) throws RefusedException {
    var ended =
        parts
            .sessions()
            .end(session -> session.id().equals(id) && session.user().equals(grant.user()));
    if (ended == Ended.NONE_THERE) {
      throw RefusedException.because(Reason.NOT_FOUND, "there is no such session");
    }
    parts.audit().add(grant, from, "session-ended", id, words(ended));
    refuseUnwritten(ended);
  }

  /// The one that asks, too.
  ///
  /// @throws RefusedException UNWRITTEN: they have ended, but may be back after a restart
  public void endAll(Grant grant, Client from) throws RefusedException {
    var ended = parts.sessions().end(session -> session.user().equals(grant.user()));
    parts.audit().add(grant, from, "sessions-ended", grant.user(), words(ended));
    refuseUnwritten(ended);
  }

  static String words(Ended ended) {
    return ended == Ended.UNTIL_A_RESTART ? "not written down" : "";
  }

  static void refuseUnwritten(Ended ended) throws RefusedException {
    if (ended == Ended.UNTIL_A_RESTART) {
      throw RefusedException.because(
          Reason.UNWRITTEN,
          "this has ended, but the server's disk cannot be written: it may be back if the server starts again before that is mended");
    }
  }
}
