package nightjar.v4l2;

import java.util.Comparator;
import java.util.List;

/// The rates at which a device delivers one format in one size.
public sealed interface Rates {
  /// @return the offered rate nearest to what is asked for
  Rate nearest(double fps);

  /// The device does not say.
  record Unknown() implements Rates {
    @Override
    public Rate nearest(double fps) {
      return Rate.of(fps);
    }
  }

  /// @param all at least one
  record Listed(List<Rate> all) implements Rates {
    public Listed {
      all = List.copyOf(all);
    }

    @Override
    public Rate nearest(double fps) {
      return all.stream()
          .min(Comparator.comparingDouble(rate -> Math.abs(rate.fps() - fps)))
          .orElseThrow();
    }
  }

  /// Any between two.
  record Between(Rate slowest, Rate fastest) implements Rates {
    @Override
    public Rate nearest(double fps) {
      return fps <= slowest.fps() ? slowest : fps >= fastest.fps() ? fastest : Rate.of(fps);
    }
  }
}
