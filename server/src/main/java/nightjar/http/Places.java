package nightjar.http;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import nightjar.auth.Grant;

/// Room for a few who do something dear at once, of which each account has its share.
final class Places {
  private final Semaphore free;
  private final Shares shares;

  Places(int count) {
    this.free = new Semaphore(count);
    this.shares = new Shares(count);
  }

  /// Empty when all are taken, or this one holds its share already.
  Optional<Shares.Share> take(Grant grant) {
    if (!free.tryAcquire()) {
      return Optional.empty();
    }
    var share = shares.take(grant);
    if (share.isEmpty()) {
      free.release();
    }
    return share.map(
        taken ->
            () -> {
              taken.close();
              free.release();
            });
  }
}
