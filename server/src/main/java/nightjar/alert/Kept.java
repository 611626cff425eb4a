package nightjar.alert;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// An alert in the outbox, with all that became of it. Times are microseconds since 1970.
///
/// @param putOff it came while alerts were put off, and is only to be read
/// @param picture there is one
/// @param clip there is one
/// @param seen by whom, in that order
/// @param acknowledged by who takes care of it
public record Kept(
    Alert alert,
    boolean putOff,
    boolean picture,
    boolean clip,
    List<By> seen,
    Optional<By> acknowledged,
    List<Delivery> deliveries) {
  /// @param who an account's name, or a way such as `ntfy`; empty where there are no accounts
  public record By(String who, long at) {}

  /// How far it came on one way.
  ///
  /// @param at since when it is so
  /// @param next when it is tried again; 0 when it is not, or at once
  /// @param by who answers for it now, or has it; empty before
  /// @param error of the last try; empty when that went well
  public record Delivery(
      String channel,
      String kind,
      State state,
      int attempts,
      long at,
      long next,
      String by,
      String error) {}

  /// How far it can come.
  public enum State {
    WAITING,
    /// Somebody else answers for it.
    ACCEPTED,
    /// A page of somebody has it.
    DELIVERED,
    /// It is not tried any more.
    DEAD,
    /// It was not sent: alerts were put off.
    PUT_OFF;

    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

    public String word() {
      return word;
    }
  }

  public Kept {
    seen = List.copyOf(seen);
    deliveries = List.copyOf(deliveries);
  }
}
