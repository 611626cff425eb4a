package nightjar.detect;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The names of a model's classes, a line each, and which kind each is.
///
/// Names are those of Open Images and of COCO, and such as our own. A first line `???` stands for
/// the background, where a model has that as a class.
final class Labels {
  private static final String BACKGROUND = "???";
  private static final Map<String, Kind> KINDS =
      Map.ofEntries(
          Map.entry("person", Kind.PERSON),
          Map.entry("man", Kind.PERSON),
          Map.entry("woman", Kind.PERSON),
          Map.entry("boy", Kind.PERSON),
          Map.entry("girl", Kind.PERSON),
          Map.entry("pedestrian", Kind.PERSON),
          Map.entry("people", Kind.PERSON),
          Map.entry("car", Kind.CAR),
          Map.entry("vehicle", Kind.CAR),
          Map.entry("land vehicle", Kind.CAR),
          Map.entry("truck", Kind.CAR),
          Map.entry("van", Kind.CAR),
          Map.entry("bus", Kind.CAR),
          Map.entry("taxi", Kind.CAR),
          Map.entry("motorcycle", Kind.CAR),
          Map.entry("motorbike", Kind.CAR),
          Map.entry("bicycle", Kind.BICYCLE),
          Map.entry("bike", Kind.BICYCLE),
          Map.entry("dog", Kind.DOG),
          Map.entry("cat", Kind.CAT),
          Map.entry("animal", Kind.ANIMAL),
          Map.entry("cattle", Kind.ANIMAL),
          Map.entry("bird", Kind.ANIMAL),
          Map.entry("horse", Kind.ANIMAL),
          Map.entry("sheep", Kind.ANIMAL),
          Map.entry("cow", Kind.ANIMAL),
          Map.entry("bear", Kind.ANIMAL),
          Map.entry("elephant", Kind.ANIMAL),
          Map.entry("zebra", Kind.ANIMAL),
          Map.entry("giraffe", Kind.ANIMAL),
          Map.entry("deer", Kind.ANIMAL),
          Map.entry("fox", Kind.ANIMAL),
          Map.entry("squirrel", Kind.ANIMAL),
          Map.entry("raccoon", Kind.ANIMAL),
          Map.entry("rabbit", Kind.ANIMAL),
          Map.entry("box", Kind.PARCEL),
          Map.entry("parcel", Kind.PARCEL),
          Map.entry("package", Kind.PARCEL));

  private final boolean hasBackground;
  private final @Nullable Kind[] kinds;

  private Labels(boolean hasBackground, @Nullable Kind[] kinds) {
    this.hasBackground = hasBackground;
    this.kinds = kinds;
  }

  static Labels of(List<String> lines) {
    boolean hasBackground = !lines.isEmpty() && lines.getFirst().strip().equals(BACKGROUND);
    var names = lines.subList(hasBackground ? 1 : 0, lines.size());
    @Nullable Kind[] kinds = new @Nullable Kind[names.size()];
    for (int i = 0; i < kinds.length; i++) {
      kinds[i] = KINDS.get(names.get(i).strip().toLowerCase(Locale.ROOT));
    }
    return new Labels(hasBackground, kinds);
  }

  /// Classes without the background.
  int count() {
    return kinds.length;
  }

  boolean hasBackground() {
    return hasBackground;
  }

  /// The same for the same kinds in the same places.
  String key() {
    return hasBackground + Arrays.toString(kinds);
  }

  /// Null for what is passed over.
  ///
  /// @param index without the background; any
  @Nullable Kind kind(int index) {
    return index >= 0 && index < kinds.length ? kinds[index] : null;
  }

  /// All that it can tell.
  Set<Kind> kinds() {
    var all = EnumSet.noneOf(Kind.class);
    for (var kind : kinds) {
      if (kind != null) {
        all.add(kind);
      }
    }
    return Collections.unmodifiableSet(all);
  }
}
