import java.io.IOException;

/// A pair of virtual network cards, with netem and a token bucket on each card that sends.
final class Netem implements Link {
  private final String server;
  private final String viewer;
  private final String near;
  private final String far;
  private double loss;
  private int jitter;
  private boolean dark;

  Netem(String server, String viewer, int number) throws IOException {
    this.server = server;
    this.viewer = viewer;
    this.near = "njs" + number;
    this.far = "njv" + number;
    Shell.run(
        "ip link add %s netns %s type veth peer name %s netns %s"
            .formatted(near, server, far, viewer));
    Link.address(server, near, number, 1);
    Link.address(viewer, far, number, 2);
    Shell.run("tc -n %s qdisc add dev %s root handle 1: netem limit 5000".formatted(server, near));
    Shell.run("tc -n %s qdisc add dev %s root handle 1: netem limit 5000".formatted(viewer, far));
  }

  static boolean isThere() throws IOException {
    Shell.run("ip link add njtry0 type veth peer name njtry1");
    boolean there = Shell.succeeds("tc qdisc add dev njtry0 root netem limit 100");
    Shell.run("ip link del njtry0");
    return there;
  }

  @Override
  public void rate(long bits) throws IOException {
    Shell.run(
        "tc -n %s qdisc replace dev %s parent 1: handle 2: %s"
            .formatted(server, near, Link.bucket(bits)));
  }

  @Override
  public void weather(double newLoss, int newJitter) throws IOException {
    loss = newLoss;
    jitter = newJitter;
    change();
  }

  @Override
  public void dark(boolean isDark) throws IOException {
    dark = isDark;
    change();
  }

  private void change() throws IOException {
    double lost = dark ? 100 : loss * 100;
    Shell.run(
        "tc -n %s qdisc change dev %s root handle 1: netem limit 5000 delay %dms %dms loss %.1f%%"
            .formatted(server, near, jitter / 2, jitter / 2, lost));
    Shell.run(
        "tc -n %s qdisc change dev %s root handle 1: netem limit 5000 loss %d%%"
            .formatted(viewer, far, dark ? 100 : 0));
  }

  @Override
  public void close() {
    try {
      Shell.succeeds("ip netns del " + viewer); // its card and the other end go with it
    } catch (IOException e) {
      System.err.println(e.getMessage());
    }
  }
}
