package nightjar.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When a certificate is made anew. Today is 2027-06-15 unless a row says else.
class RenewalTest {
  private static final Instant EARLIEST = at("2026-01-01");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // names       | addresses         | from       | until      | now        | why
        "a.local b     | 10.0.0.1          | 2027-06-01 | 2028-06-01 | 2027-06-15 |",
        "a.local b c   | 10.0.0.1 10.0.0.2 | 2027-06-01 | 2028-06-01 | 2027-06-15 |", // vanished
        "a.local       | 10.0.0.1          | 2027-06-01 | 2028-06-01 | 2027-06-15 | name b",
        "a.local b     | 10.0.0.2          | 2027-06-01 | 2028-06-01 | 2027-06-15 | name 10.0.0.1",
        "a.local       |                   | 2027-06-01 | 2028-06-01 | 2027-06-15 | name b, 10.0.0.1",
        "a.local b     | 10.0.0.1          | 2027-06-01 | 2027-07-15 | 2027-06-15 |",
        "a.local b     | 10.0.0.1          | 2027-06-01 | 2027-07-14 | 2027-06-15 | ends 2027-07-14",
        "a.local b     | 10.0.0.1          | 2026-06-01 | 2027-06-01 | 2027-06-15 | ends 2027-06-01",
        "a.local b     | 10.0.0.1          | 2027-06-16 | 2028-06-16 | 2027-06-15 | begins 2027-06-16",
        // Without a clock the board thinks it is 1970, or when its system was made.
        "a.local b     | 10.0.0.1          | 2026-01-01 | 2027-02-02 | 1970-01-01 |",
        "a.local b     | 10.0.0.1          | 2026-01-01 | 2027-02-02 | 2025-05-13 |",
        "a.local b     | 10.0.0.1          | 2026-01-01 | 2027-02-02 | 2027-01-10 | ends 2027-02-02",
      })
  void isDecided(
      String names, String addresses, String from, String until, String now, String why) {
    var leaf = new Leaf(identity(names, addresses), at(from), at(until));
    var reason =
        Renewal.reason(Optional.of(leaf), identity("a.local b", "10.0.0.1"), EARLIEST, at(now));
    assertEquals(why != null, reason.isPresent(), reason::toString);
    assertEquals(true, reason.orElse("").contains(why == null ? "" : why), reason::toString);
  }

  @Test
  void withoutOneThereMustBeOne() {
    var wanted = identity("a", "10.0.0.1");
    assertEquals(
        Optional.of("there is none"),
        Renewal.reason(Optional.empty(), wanted, EARLIEST, at("2027-06-15")));
  }

  @ParameterizedTest
  @CsvSource({
    "2027-06-15, 2027-06-14",
    "2026-01-01, 2026-01-01",
    "1970-01-01, 2026-01-01",
    "2026-01-03, 2026-01-02",
  })
  void begins(String now, String start) {
    assertEquals(at(start), Renewal.start(EARLIEST, at(now)));
  }

  /// Whatever the clock says, a new one is not at once to be renewed again.
  @ParameterizedTest
  @CsvSource({"1970-01-01", "2025-12-31", "2026-01-01", "2026-01-02", "2027-06-15", "2090-01-01"})
  void settles(String now) {
    var start = Renewal.start(EARLIEST, at(now));
    var wanted = identity("a", "10.0.0.1");
    var made = new Leaf(wanted, start, start.plus(Leaf.LASTS));
    assertEquals(Optional.empty(), Renewal.reason(Optional.of(made), wanted, EARLIEST, at(now)));
  }

  private static Identity identity(String names, String addresses) {
    Set<InetAddress> parsed =
        addresses == null
            ? Set.of()
            : Arrays.stream(addresses.split(" "))
                .map(InetAddress::ofLiteral)
                .collect(Collectors.toSet());
    return new Identity(Set.of(names.split(" ")), parsed);
  }

  private static Instant at(String day) {
    return Instant.parse(day + "T00:00:00Z");
  }
}
