package nightjar.live;

import java.util.ArrayList;
import java.util.List;
import nightjar.stream.Stream;

/// What one viewer can be given of a camera, best first, and what it may be given.
///
/// @param steps at least one
/// @param adapts whether one of them is chosen by how things go; else the viewer named it
record Ladder(List<Step> steps, boolean adapts) {
  private static final double LARGE_ENOUGH = 0.9; // of the pixels across on the screen

  /// @param rendition of which its pictures are
  record Step(Rung rung, Rendition rendition) {}

  static Ladder of(Watchable camera, ClientMessage.Start start, ClientMessage.Wish wish) {
    return switch (wish) {
      case MAIN -> named(Rung.FULL, camera.main());
      case SUB ->
          camera.sub().map(s -> named(Rung.SMALL, s)).orElse(named(Rung.FULL, camera.main()));
      case JPEG -> named(Rung.FULL, camera.jpeg());
      case AUTO, BEST, SAVER ->
          new Ladder(
              start.play() == ClientMessage.Play.JPEG ? jpegs(camera) : video(camera, start), true);
    };
  }

  private static Ladder named(Rung rung, Rendition rendition) {
    return new Ladder(List.of(new Step(rung, rendition)), false);
  }

  private static List<Step> video(Watchable camera, ClientMessage.Start start) {
    var steps = new ArrayList<Step>();
    steps.add(new Step(Rung.FULL, camera.main()));
    camera.sub().ifPresent(sub -> steps.add(new Step(Rung.SMALL, sub)));
    steps.add(new Step(Rung.KEYS, camera.sub().orElse(camera.main())));
    if (start.codecs().contains("jpeg")) {
      steps.add(new Step(Rung.STILLS, camera.jpegSmall().orElse(camera.jpeg())));
    }
    return steps;
  }

  private static List<Step> jpegs(Watchable camera) {
    var steps = new ArrayList<Step>();
    steps.add(new Step(Rung.FULL, camera.jpeg()));
    camera.jpegSmall().ifPresent(small -> steps.add(new Step(Rung.SMALL, small)));
    steps.add(new Step(Rung.STILLS, camera.jpegSmall().orElse(camera.jpeg())));
    return steps;
  }

  Step step(int at) {
    return steps.get(at);
  }

  int last() {
    return steps.size() - 1;
  }

  /// Bits a second that each step needs at the least: of one whose encoder follows its viewers,
  /// what it can be brought down to while nobody else wants more.
  ///
  /// @param own the viewer's own readers
  List<Long> needs(List<Stream.Reader> own) {
    return steps.stream().map(step -> needs(step, own)).toList();
  }

  private static long needs(Step step, List<Stream.Reader> own) {
    var rendition = step.rendition();
    if (step.rung().oneAtATime()) {
      return 0;
    }
    int least = rendition.least().getAsInt();
    boolean follows = least > 0 && rendition.stream().wanted(own) == 0;
    return follows ? least : rendition.bitrate().getAsInt();
  }

  /// @param option the best one
  /// @param by what forbids better ones
  record Allowed(int option, Limit by) {}

  /// The best step that may be given.
  ///
  /// @param width of the picture on the screen in device pixels; 0 if not known
  /// @param moves whether this machine bears moving pictures for this viewer
  Allowed allowed(ClientMessage.Wish wish, int width, boolean moves) {
    if (!adapts) {
      return new Allowed(0, Limit.ASKED);
    }
    if (!moves) {
      return new Allowed(last(), Limit.BOX);
    }
    return switch (wish) {
      case SAVER -> new Allowed(first(Rung.SMALL), Limit.ASKED);
      case BEST -> new Allowed(0, Limit.NONE);
      case AUTO, MAIN, SUB, JPEG -> forScreen(width);
    };
  }

  private Allowed forScreen(int width) {
    int small = first(Rung.SMALL);
    boolean enough =
        width > 0
            && steps.get(small).rung() == Rung.SMALL
            && widthOf(small) >= width * LARGE_ENOUGH
            && widthOf(small) < widthOf(0);
    return enough ? new Allowed(small, Limit.SCREEN) : new Allowed(0, Limit.NONE);
  }

  private int widthOf(int at) {
    return steps.get(at).rendition().format().get().map(f -> f.width()).orElse(0);
  }

  /// The first step that is no better.
  private int first(Rung rung) {
    int at = 0;
    while (at < last() && steps.get(at).rung().compareTo(rung) < 0) {
      at++;
    }
    return at;
  }
}
