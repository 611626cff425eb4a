package nightjar.doctor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What the machine has of the house: the time, and a way to the page.
final class HouseCheck {
  /// No clock that is right says less.
  private static final Instant WRITTEN = Instant.parse("2026-01-01T00:00:00Z");

  private static final double WEAK = -75; // dBm: below, Wi-Fi loses much of what is sent

  private final Surroundings here;

  HouseCheck(Surroundings here) {
    this.here = here;
  }

  List<Finding> findings() {
    var found = new ArrayList<Finding>();
    found.add(time());
    found.add(address());
    wifi(found);
    return found;
  }

  private Finding time() {
    var now = here.clock().wall();
    if (here.isTimeKept().getAsBoolean()) {
      return Finding.fine("time: kept right by a time server");
    }
    return now.isBefore(WRITTEN)
        ? Finding.bad(
            "time: it is %s here, which cannot be".formatted(now.toString().substring(0, 10)),
            "sudo timedatectl set-ntp true; what is recorded meanwhile is put right then")
        : Finding.note(
            "time: nothing keeps the clock right",
            "sudo timedatectl set-ntp true; without the internet, a router that gives the time in"
                + " /etc/systemd/timesyncd.conf: NTP=192.168.1.1");
  }

  private Finding address() {
    return here.address()
        .get()
        .map(a -> Finding.fine("network: other machines find this one at " + a.getHostAddress()))
        .orElseGet(
            () ->
                Finding.note(
                    "network: this machine has no address in the house",
                    "plug a cable in, or choose the Wi-Fi: sudo nmtui"));
  }

  private void wifi(List<Finding> found) {
    var wifi = here.readings().wifi();
    if (wifi != null && !Double.isNaN(wifi.signal())) {
      var what = "Wi-Fi: signal of %.0f dBm".formatted(wifi.signal());
      found.add(
          wifi.signal() >= WEAK
              ? Finding.fine(what)
              : Finding.note(
                  what + ", weak", "bring the router nearer, or turn the board; a cable is best"));
    }
  }
}
