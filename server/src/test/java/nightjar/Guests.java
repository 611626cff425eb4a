package nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// One of each [Caller], in a household of their own.
final class Guests {
  static final String GUEST = "guest"; // whose account others change
  private final Household house;
  private final Map<Caller, String> known = new EnumMap<>(Caller.class);
  private final Map<Caller, String> lasting = new EnumMap<>(Caller.class);

  Guests(Household house) throws Exception {
    this.house = house;
    var anna = house.setUp();
    house.addUser(anna, "vera", "viewer", null);
    house.addUser(anna, "otto", "operator", null);
    house.addUser(anna, "bea", "viewer", List.of("back"));
    house.addUser(anna, "bob", "operator", List.of("back"));
    house.addUser(anna, "tom", "operator", null);
    known.put(Caller.VIEWERS_TOKEN, house.token(house.signIn("tom"), 366, "view", "operate"));
    var changed = house.ask("PUT /api/v1/users/tom\n" + anna, Map.of("role", "viewer"));
    assertEquals(200, changed.status(), changed::body);
    house.addUser(anna, "tina", "administrator", null); // whose tokens nobody revokes
    var tina = house.signIn("tina");
    known.put(Caller.EXPIRED_TOKEN, house.token(tina, 1, "view", "operate", "metrics"));
    known.put(Caller.VIEW_TOKEN, house.token(tina, 366, "view"));
    known.put(Caller.OPERATE_TOKEN, house.token(tina, 366, "operate"));
    known.put(Caller.METRICS_TOKEN, house.token(tina, 366, "metrics"));
    known.put(Caller.NOBODY, house.origin());
    known.put(Caller.ENDED_SESSION, ended());
    house.clock.pass(Duration.ofDays(2));
  }

  private String ended() throws IOException {
    var signed = house.signIn(Household.ADMINISTRATOR);
    assertEquals(204, house.ask("POST /api/v1/logout\n" + signed, Map.of()).status());
    return signed;
  }

  /// There is somebody whose account can be changed, or removed.
  void haveGuest() throws IOException {
    var users = house.ask("GET /api/v1/users\n" + reading(Caller.ADMINISTRATOR), Map.of());
    if (!users.body().contains("\"" + GUEST + "\"")) {
      house.addUser(fresh(Caller.ADMINISTRATOR), GUEST, "viewer", null);
    }
  }

  /// @return header lines that show who asks; a session that others may use too
  String reading(Caller caller) throws IOException {
    var last = lasting.get(caller);
    if (last == null || !isKnown(last)) {
      lasting.put(caller, fresh(caller));
    }
    return String.valueOf(lasting.get(caller));
  }

  private boolean isKnown(String who) throws IOException {
    return house.ask("GET /api/v1/server\n" + who, Map.of()).body().contains("\"granted\"");
  }

  /// @return header lines that show who asks; a session is a new one
  String fresh(Caller caller) throws IOException {
    return switch (caller) {
      case BEFORE_SETUP -> throw new IllegalArgumentException("too late");
      case VIEWER -> house.signIn("vera");
      case BACK_VIEWER -> house.signIn("bea");
      case OPERATOR -> house.signIn("otto");
      case BACK_OPERATOR -> house.signIn("bob");
      case ADMINISTRATOR -> house.signIn(Household.ADMINISTRATOR);
      case UNCONFIRMED -> {
        var signed = house.signIn(Household.ADMINISTRATOR);
        house.clock.pass(Duration.ofMinutes(11));
        yield signed;
      }
      case NOBODY,
          VIEW_TOKEN,
          OPERATE_TOKEN,
          METRICS_TOKEN,
          VIEWERS_TOKEN,
          EXPIRED_TOKEN,
          ENDED_SESSION ->
          String.valueOf(known.get(caller));
    };
  }
}
