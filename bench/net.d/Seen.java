import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a viewer wrote down, in seconds since a beginning.
final class Seen {
  /// @param delay from capture to arrival of the last byte, in seconds
  record Picture(double at, double delay, int bytes, int rendition) {}

  record Quality(double at, String rung, String limit) {}

  final List<Picture> pictures = new ArrayList<>();
  final List<Quality> qualities = new ArrayList<>();
  int skipped;

  /// @param begin microseconds since 1970
  static Seen read(Path log, long begin) throws IOException {
    var seen = new Seen();
    for (var line : Files.readAllLines(log)) {
      var words = line.split(" ");
      if (words.length < 3) {
        continue; // cut off in the middle
      }
      double at = (Long.parseLong(words[1]) - begin) / 1e6;
      switch (words[0]) {
        case "P" -> {
          double delay = (Long.parseLong(words[1]) - Long.parseLong(words[2])) / 1e6;
          seen.pictures.add(
              new Picture(at, delay, Integer.parseInt(words[3]), Integer.parseInt(words[4])));
        }
        case "Q" -> seen.qualities.add(new Quality(at, words[2], words[3]));
        default -> seen.skipped += Integer.parseInt(words[2]);
      }
    }
    return seen;
  }

  /// How old the picture on the screen is at that time.
  double age(double at) {
    int i = 0;
    while (i < pictures.size() && pictures.get(i).at() <= at) {
      i++;
    }
    return i == 0 ? Double.NaN : at - pictures.get(i - 1).at() + pictures.get(i - 1).delay();
  }

  String rung(double at) {
    var rung = "";
    for (var quality : qualities) {
      rung = quality.at() <= at ? quality.rung() : rung;
    }
    return rung;
  }

  /// Of pictures that arrived between: a share from 0 to 1 was no later than this.
  double delay(double share, double from, double to) {
    var sorted =
        pictures.stream()
            .filter(p -> p.at() >= from && p.at() < to)
            .mapToDouble(Picture::delay)
            .sorted()
            .toArray();
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)];
  }

  /// Times between two pictures of a second and more, but for those sent one at a time.
  int stalls(double from, double to) {
    int stalls = 0;
    for (int i = 1; i < pictures.size(); i++) {
      double at = pictures.get(i).at();
      boolean moving = List.of("full", "small").contains(rung(pictures.get(i - 1).at()));
      stalls += at >= from && at < to && moving && at - pictures.get(i - 1).at() >= 1 ? 1 : 0;
    }
    return stalls;
  }

  /// Changes of rendition, or from all pictures to some.
  int switches(double from, double to) {
    int switches = 0;
    for (int i = 1; i < qualities.size(); i++) {
      boolean other = !qualities.get(i).rung().equals(qualities.get(i - 1).rung());
      switches += other && qualities.get(i).at() >= from && qualities.get(i).at() < to ? 1 : 0;
    }
    return switches;
  }

  /// Seconds from then to the next change of rung; NaN if there was none.
  double adapted(double from, double to) {
    for (int i = 1; i < qualities.size(); i++) {
      boolean other = !qualities.get(i).rung().equals(qualities.get(i - 1).rung());
      if (other && qualities.get(i).at() >= from && qualities.get(i).at() < to) {
        return qualities.get(i).at() - from;
      }
    }
    return Double.NaN;
  }

  /// Seconds from then to when the last picture was taken that came of what was given before the next
  /// change of rung: from when on less was sent, whenever that arrived. NaN if there was no change, or it was before.
  double stopped(double from, double to) {
    double changed = from + adapted(from, to);
    double taken = Double.NaN;
    int rendition = -1;
    for (var picture : pictures) {
      if (picture.at() >= from && picture.at() < changed) {
        boolean same = rendition < 0 || picture.rendition() == rendition;
        rendition = rendition < 0 ? picture.rendition() : rendition;
        taken = same ? picture.at() - picture.delay() : taken;
      }
    }
    return taken < from ? Double.NaN : taken - from;
  }

  /// Seconds from then until the picture on the screen is less than a second old, and stays so for
  /// two; pictures sent one at a time are as old as the next is far.
  double recovered(double from, double to) {
    double since = from;
    for (double at = from; at < to; at += 0.05) {
      double limit = List.of("keys", "stills").contains(rung(at)) ? 4 : 1;
      if (!(age(at) < limit)) {
        since = at + 0.05;
      } else if (at - since > 2) {
        break;
      }
    }
    return since - from;
  }

  /// The share of the time that each rung had, in percent.
  Map<String, Long> shares(double from, double to) {
    var shares = new TreeMap<String, Long>();
    long steps = Math.round((to - from) * 10);
    for (int i = 0; i < steps; i++) {
      shares.merge(rung(from + i / 10.0), 1L, Long::sum);
    }
    shares.replaceAll((_, n) -> n * 100 / steps);
    return shares;
  }

  double longestPause(double from, double to) {
    double[] at =
        pictures.stream().mapToDouble(Picture::at).filter(t -> t >= from && t < to).toArray();
    double longest = at.length < 2 ? to - from : 0;
    for (int i = 1; i < at.length; i++) {
      longest = Math.max(longest, at[i] - at[i - 1]);
    }
    return longest;
  }

  double megabits(double from, double to) {
    long bytes = 0;
    for (var picture : pictures) {
      bytes += picture.at() >= from && picture.at() < to ? picture.bytes() : 0;
    }
    return bytes * 8 / 1e6 / (to - from);
  }

  @Override
  public String toString() {
    return pictures.size() + " pictures, " + Arrays.toString(qualities.toArray());
  }
}
