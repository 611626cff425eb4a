package nightjar.tls;

import java.io.IOException;
import java.util.Optional;

/// Has a certificate, and looks from time to time whether it should be another. One thread at a
/// time.
interface Keeper {
  /// What there is to begin with.
  CurrentKey.Pair pair();

  /// @return another pair, if it is time for one
  /// @throws IOException it is time, and there is none; the old one stays
  Optional<CurrentKey.Pair> look() throws IOException, InterruptedException;
}
