import java.io.IOException;

/// The network between the server's namespace and one of viewers. What it does to packets is done
/// on the way to the viewers, as it would be by their last hop; darkness is both ways.
interface Link extends AutoCloseable {
  /// Bits a second.
  void rate(long bits) throws IOException;

  /// @param loss share of packets, 0 to 1
  /// @param jitter milliseconds that each is delayed at most, evenly spread
  void weather(double loss, int jitter) throws IOException;

  /// Nothing gets through.
  void dark(boolean dark) throws IOException;

  @Override
  void close();

  /// By the kernel's own means; where it has no `netem`, packets go through this program, which does
  /// what that would.
  static Link between(String server, String viewer, int number) throws IOException {
    Shell.run("ip netns add " + viewer);
    Shell.run("ip -n " + viewer + " link set lo up");
    var link =
        Netem.isThere() ? new Netem(server, viewer, number) : new Relay(server, viewer, number);
    link.rate(1_000_000_000);
    return link;
  }

  static void address(String namespace, String device, int number, int host) throws IOException {
    Shell.run("ip -n %s addr add 10.77.%d.%d/24 dev %s".formatted(namespace, number, host, device));
    Shell.run("ip -n %s link set %s up".formatted(namespace, device));
  }

  /// A token bucket whose queue holds 400 ms.
  static String bucket(long bits) {
    long burst = Math.max(6_000, bits / 8 / 100);
    return "tbf rate %dbit burst %d latency 400ms".formatted(bits, burst);
  }
}
