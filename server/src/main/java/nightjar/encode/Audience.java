package nightjar.encode;

/// Who wants a rendition's pictures. Asked for each picture.
@FunctionalInterface
public interface Audience {
  /// How many; none is encoded for nobody.
  int size();

  /// Whether one of them wants every picture, however quiet the scene.
  default boolean wantsEvery() {
    return false;
  }
}
