package nightjar.http;

import nightjar.base.Clock;
import nightjar.playback.Exports;
import nightjar.playback.Playback;
import nightjar.record.store.Store;

/// Footage as the web side shows it.
public record Recordings(Store store, Playback playback, Exports exports) {
  public static Recordings of(Store store, Clock clock) {
    var playback = new Playback(store);
    return new Recordings(store, playback, new Exports(store, playback, clock));
  }
}
