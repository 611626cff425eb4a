package nightjar;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import nightjar.detect.ObjectConfig;
import nightjar.detect.ObjectText;
import nightjar.http.ObjectDesk;
import org.jspecify.annotations.Nullable;

/// Which objects count for each camera, and who is told when that changes.
///
///     objects.json ◀── desk ◀── web
///                       │ settings
///                       ▼
///                     engine
final class ObjectRig {
  static final PageSettings.Matter<ObjectConfig> MATTER =
      new PageSettings.Matter<>(
          "objects.json",
          "objects are",
          "which objects count",
          ObjectConfig.STANDARD,
          ObjectText::describe,
          ObjectText::read);

  private final Function<String, Collection<String>> zones;
  private final PageSettings<ObjectConfig> set;
  private final Map<String, Desk> desks = new LinkedHashMap<>();

  /// @param ofFile how the settings file sets objects, where it does
  /// @param zones names of a camera's, as they are when asked
  /// @param data folder for what outlives the program; null when nothing does
  ObjectRig(
      Collection<String> cameras,
      Map<String, ObjectConfig> ofFile,
      Function<String, Collection<String>> zones,
      @Nullable Path data) {
    this.zones = zones;
    this.set = new PageSettings<>(MATTER, ofFile, data);
    for (var camera : cameras) {
      desks.put(camera, new Desk(camera));
    }
  }

  /// In force at this moment.
  ObjectConfig settings(String camera) {
    return desk(camera).settings();
  }

  /// Who looks at a camera's pictures; told of settings that change.
  void attach(String camera, ObjectEngine engine) {
    desk(camera).engine = engine;
  }

  private Desk desk(String camera) {
    var desk = desks.get(camera);
    if (desk == null) {
      throw new IllegalArgumentException("there is no camera " + camera);
    }
    return desk;
  }

  Map<String, ObjectDesk> shown() {
    return Map.copyOf(desks);
  }

  /// One camera's.
  private final class Desk implements ObjectDesk {
    private final String camera;
    private volatile ObjectEngine engine = new WaitingObjects();

    Desk(String camera) {
      this.camera = camera;
    }

    ObjectConfig settings() {
      return set.of(camera);
    }

    @Override
    public Stand stand() {
      var settings = settings();
      return new Stand(
          settings,
          set.from(camera),
          settings.on() ? engine.state() : "off",
          settings.on() ? reason(settings) : "",
          engine.model(),
          engine.cost());
    }

    private String reason(ObjectConfig settings) {
      var reasons = new ArrayList<String>();
      if (!engine.reason().isEmpty()) {
        reasons.add(engine.reason());
      }
      var gone = new LinkedHashSet<>(named(settings));
      gone.removeAll(zones.apply(camera));
      if (!gone.isEmpty()) {
        reasons.add(
            "There is no zone %s any more: what is set for it is without effect."
                .formatted(String.join(", ", gone)));
      }
      return String.join(" ", reasons);
    }

    private static List<String> named(ObjectConfig settings) {
      var names = new ArrayList<>(settings.zones().keySet());
      settings.rules().forEach(rule -> names.add(rule.zone()));
      names.removeIf(String::isEmpty); // anywhere
      return names;
    }

    /// Those named already too: who changes something else need not take away what is gone.
    @Override
    public Collection<String> zones() {
      var names = new LinkedHashSet<>(zones.apply(camera));
      names.addAll(named(settings()));
      return names;
    }

    @Override
    public Stand set(ObjectConfig settings) throws IOException {
      return change(Optional.of(settings));
    }

    @Override
    public Stand reset() throws IOException {
      return change(Optional.empty());
    }

    private Stand change(Optional<ObjectConfig> to) throws IOException {
      if (set.set(camera, to)) {
        engine.set(settings());
      }
      return stand();
    }
  }
}
