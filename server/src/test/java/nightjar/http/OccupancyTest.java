package nightjar.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import nightjar.base.FakeClock;
import nightjar.base.Network;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who holds a place, and who has to go: of six places, at most four for one client, except for
/// `p`, a proxy; an account vouches for three.
///
/// What happens, in order: `+a1` client a opens its connection 1; `?a1` asks, `!a1` asks and is
/// known as the account of its letter, `^a1` asks with a body, `>a1` has sent it, `?p1=b` asks for
/// client b; `.a1` has its answer; `*a1` watches; `-a1` is gone; `5s` pass.
class OccupancyTest {
  private final FakeClock clock = new FakeClock();
  private final Occupancy places =
      new Occupancy(
          new Occupancy.Limits(6, 4, 3, Set.of("p")),
          new Occupancy.Deadlines(
              Duration.ofSeconds(15), Duration.ofSeconds(8), Duration.ofSeconds(60)),
          clock);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // one client has its share: its own oldest goes for its newest
        "+a1 +a2 +a3 +a4                          |",
        "+a1 +a2 +a3 +a4 +a5                      | a1",
        "+a1 +a2 +a3 +a4 -a1 +a5                  |",
        "+a1 1s !a1 .a1 2s +a2 +a3 +a4 +a5        | a2",
        "+a1 *a1 +a2 *a2 +a3 *a3 +a4 *a4 +a5      | a5",
        // who holds most pays for who comes
        "+b1 2s +a1 +a2 +a3 +c1 +c2 2s +o1        | a1",
        "+b1 2s +a1 ?a1 +a2 ?a2 +a3 ?a3 +c1 +c2 2s +o1 | a1",
        "+o1 2s +a1 +a2 +b1 +b2 +c1 2s +o2        | o1",
        // of as many each, the longest in its stage, whatever it did before
        "+a1 ?a1 .a1 2s +b1 2s +c1 +d1 +e1 +f1 +g1 | a1",
        "+a1 ?a1 .a1 +b1 ?b1 .b1 +c1 ?c1 .c1 +d1 ?d1 .d1 +e1 ?e1 .e1 2s +o1 +g1 2s +h1 | a1 b1",
        // a young one stays, though others have asked since
        "+a1 +b1 +c1 +d1 +e1 2s +o1 ?a1 ?b1 ?c1 ?d1 ?e1 +g1 | a1",
        // who is known stays while there are others; but an account cannot hold all
        "+o1 !o1 +o2 !o2 .o2 9s +a1 +b1 +c1 +d1 +e1 | a1",
        "+o1 !o1 +o2 !o2 +o3 !o3 +q1 !q1 +q2 !q2 +q3 +q4 | q3",
        "+o1 !o1 +o2 !o2 +o3 !o3 +q1 !q1 +q2 !q2 +q3 !q3 +r1 +s1 | o1 r1",
        "+o1 !o1 +q1 !q1 +q2 !q2 +q3 !q3 +q4 !q4 +r1 +s1 +t1 | q1 r1",
        "+o1 !o1 .o1 ?o1 .o1 2s +a1 +b1 +c1 +d1 +e1 +f1 | o1",
        // who watches stays, and costs nobody else of the house
        "+o1 *o1 +o2 *o2 +o3 +a1 +a2 +b1 +c1      | a1",
        "+a1 *a1 +b1 *b1 +c1 *c1 +d1 *d1 +e1 *e1 +f1 *f1 +g1 | g1",
        "+a1 ?a1 *a1 .a1 99s                      |",
        // time is over
        "+a1 16s                                  | a1",
        "+a1 ?a1 16s                              |",
        "+a1 ?a1 61s                              | a1",
        "+a1 ^a1 9s                               | a1",
        "+a1 ^a1 7s >a1 9s                        |",
        "+a1 ^a1 7s >a1 61s                       | a1",
        "+a1 10s ?a1 .a1 10s                      |",
        // behind a proxy: the client that asks counts, and only while it does
        "+p1 +p2 +p3 +p4 +p5 +p6                  |",
        "+p1 ?p1=b +p2 ?p2=b +p3 ?p3=b +p4 ?p4=b +p5 | ",
        "+p1 ?p1=b +p2 ?p2=b +p3 ?p3=b +p4 ?p4=b +p5 ?p5=b | p1",
        "+p1 ?p1=b +p2 ?p2=b +p3 ?p3=b +p4 ?p4=c +p5 ?p5=d +p6 ?p6=e +p7 | p1",
        "+p1 ?p1=b .p1 +p2 ?p2=b .p2 +p3 ?p3=b .p3 +p4 ?p4=b .p4 +p5 ?p5=b |",
        // nobody is there any more
        "?a1 .a1 *a1 >a1 -a1 99s                  |",
      })
  void whoGoes(String happens, String gone) {
    var out = new StringJoiner(" ");
    for (var event : happens.trim().split(" ")) {
      tell(event).ifPresent(from -> out.add(name(from)));
      places.overdue().forEach(from -> out.add(name(from)));
    }
    assertEquals(gone == null ? "" : gone, out.toString());
  }

  private Optional<SocketAddress> tell(String event) {
    if (event.endsWith("s") && Character.isDigit(event.charAt(0))) {
      clock.pass(Duration.ofSeconds(Long.parseLong(event.replace("s", ""))));
      return Optional.empty();
    }
    var parts = event.substring(1).split("=");
    var from = InetSocketAddress.createUnresolved(parts[0], 1);
    var client = parts.length == 2 ? parts[1] : parts[0].substring(0, 1);
    switch (event.charAt(0)) {
      case '+' -> {
        return places.opened(from, client);
      }
      case '?' -> {
        return places.asked(from, new Occupancy.Asked(client, "", false));
      }
      case '!' -> {
        return places.asked(from, new Occupancy.Asked(client, client, false));
      }
      case '^' -> {
        return places.asked(from, new Occupancy.Asked(client, "", true));
      }
      case '>' -> places.received(from);
      case '.' -> places.answered(from);
      case '*' -> places.upgraded(from);
      case '-' -> places.closed(from);
      default -> throw new AssertionError(event);
    }
    return Optional.empty();
  }

  private static String name(SocketAddress from) {
    return ((InetSocketAddress) from).getHostString();
  }

  /// Whatever strangers do, with two addresses or more, who comes with one connection gets to ask.
  @RepeatedTest(50)
  void theOwnersNewConnectionIsNotTaken() {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    var open = new TreeSet<String>();
    boolean owner = false;
    for (int i = 0; i < 500; i++) {
      if (i == 300) {
        open.add("o1");
        tell("+o1").ifPresent(from -> open.remove(name(from)));
        owner = true;
      }
      var stranger = "abcd".charAt(random.nextInt(2 + random.nextInt(3))) + "" + (i % 40);
      var event = "+?^>.".charAt(random.nextInt(5)) + stranger;
      if (event.startsWith("+") && !open.add(stranger)) {
        continue;
      }
      tell(event).ifPresent(from -> open.remove(name(from)));
      clock.pass(Duration.ofMillis(random.nextInt(20)));
      assertEquals(owner, open.contains("o1"), "-Dseed=" + seed);
      assertEquals(6, Math.max(6, open.size()), "-Dseed=" + seed + " " + open);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "2001:db8:1:2:3:4:5:6, 20010db800010002/64",
    "2001:db8:1:2::9, 20010db800010002/64",
    "::ffff:192.0.2.1, 192.0.2.1",
  })
  void oneClient(String address, String client) {
    assertEquals(client, Network.of(new InetSocketAddress(address, 1)));
  }
}
