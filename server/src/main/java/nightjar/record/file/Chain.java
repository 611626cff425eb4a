package nightjar.record.file;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The seals of one camera, each of which names the one before.
public final class Chain {
  private Chain() {}

  /// A sealed file in a chain.
  ///
  /// @param name for whoever reads what is wrong
  /// @param from wall time of its start
  /// @param to wall time of its end
  public record Link(String name, long number, Hash previous, Hash root, long from, long to) {}

  /// Where a chain is not one.
  public sealed interface Fault {
    /// Files are not there: removed by retention, or by somebody.
    ///
    /// @param after when the file before them ends; where there is none, 0
    /// @param before when the file behind them starts
    record Missing(long first, long last, long after, long before) implements Fault {}

    /// A file does not follow the one numbered before it.
    record Broken(String before, String file) implements Fault {}

    /// Two files have one number.
    record Twice(long number, String one, String other) implements Fault {}
  }

  /// @param links in any order
  public static List<Fault> check(List<Link> links) {
    var faults = new ArrayList<Fault>();
    Link before = new Link("", 0, Hash.NONE, Hash.NONE, 0, 0);
    for (var link : links.stream().sorted(Comparator.comparingLong(Link::number)).toList()) {
      if (link.number == before.number) {
        faults.add(new Fault.Twice(link.number, before.name, link.name));
      } else if (link.number > before.number + 1) {
        faults.add(new Fault.Missing(before.number + 1, link.number - 1, before.to, link.from));
      } else if (!link.previous.equals(before.root)) {
        faults.add(new Fault.Broken(before.name, link.name));
      }
      before = link;
    }
    return faults;
  }
}
