package nightjar.alert.mqtt;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import nightjar.alert.House;
import nightjar.alert.HouseMode;
import nightjar.alert.Samples;

/// A house of two cameras that does what a test says.
final class FakeHouse implements House {
  final Map<String, Eye> eyes = new ConcurrentHashMap<>();
  final List<String> done = new CopyOnWriteArrayList<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile HouseMode mode = HouseMode.HOME;
  private volatile Health health = new Health(true, "");

  FakeHouse() {
    see("front", true, false);
    see("alert", true, false); // a name that is taken among topics
  }

  void see(String camera, boolean online, boolean motion, String... kinds) {
    eyes.put(camera, new Eye(camera, online, motion, Set.of(kinds)));
    listeners.forEach(Runnable::run);
  }

  void ail(String words) {
    health = new Health(false, words);
    listeners.forEach(Runnable::run);
  }

  @Override
  public List<String> cameras() {
    return List.of("front", "alert");
  }

  @Override
  public Eye eye(String camera) {
    return eyes.get(camera);
  }

  @Override
  public Health health() {
    return health;
  }

  @Override
  public HouseMode mode() {
    return mode;
  }

  @Override
  public void mode(HouseMode wanted, String by) {
    mode = wanted;
    done.add("mode " + wanted.word() + " by " + by);
    listeners.forEach(Runnable::run);
  }

  @Override
  public boolean acknowledge(long alert, String by) {
    done.add("acknowledge " + alert + " by " + by);
    return alert == 12;
  }

  @Override
  public Optional<byte[]> picture(String camera) {
    return Optional.of(Samples.jpeg());
  }

  @Override
  public void listen(Runnable changed) {
    listeners.add(changed);
  }
}
