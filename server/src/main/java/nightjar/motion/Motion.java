package nightjar.motion;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// Finds what moves in one camera's pictures. One thread's; a look allocates nothing while nothing
/// is followed.
///
///     luma ─▶ blocks ─▶ scores ─▶ blobs ─▶ tracks ─▶ those that count
///               │          ▲                 │
///               └─▶ light, noise, background ◀┘ learns, or is kept, below each blob
///
/// Why it is built so is in docs/design/motion.md.
public final class Motion {
  private static final float SECOND = 1e9f;
  private static final float LONGEST_APART = 2; // seconds
  private static final float SHORTEST_APART = 0.001f;
  private static final float FOLLOWING = 3; // seconds, as are those below
  private static final float FOLLOWING_LIGHT = 0.3f;
  private static final float LEARNING = 5;
  private static final float SWAY_LEARNING = 2;
  private static final float ABSORBING = 0.15f;
  private static final float LIFTING = 0.6f;
  private static final float RESTLESS = 0.01f; // change of the light, as part of the brightness
  private static final float UNSURE = 0.03f;
  private static final long YOUNG = 2_500_000_000L; // nanoseconds
  private static final int MOST_AT_FIRST = 5; // of what sways there are many
  private static final long JUST = 250_000_000; // nanoseconds
  private static final int FEWEST_BLOCKS = 3;
  private static final int FINE = 16; // steps of noise, to a sixteenth of a level
  private static final float FIRST_NOISE = 8; // half a level

  private final Grid grid;
  private final Reduction reduction;
  private final Background background;
  private final Tone tone = new Tone();
  private final Noise noise = new Noise();
  private final Light light = new Light();
  private final Blobs blobs;
  private final Inspection inspection;
  private final Tracks tracks;
  private final Rim rim;
  private final int[] blocks;
  private final int[] before;
  private final Sight sight;
  private MotionConfig config;
  private Ground ground;
  private Background.Needs needs;
  private int smallest;
  private int looks;
  private long start;
  private float unrest;

  /// @param width of the pictures, in samples
  public Motion(int width, int height, MotionConfig config) {
    this(Grid.of(width, height), config);
  }

  /// For pictures of which only the blocks' means are left.
  public static Motion ofBlocks(int columns, int rows, MotionConfig config) {
    return new Motion(Grid.ofBlocks(columns, rows), config);
  }

  private Motion(Grid grid, MotionConfig config) {
    this.grid = grid;
    this.reduction = new Reduction(grid);
    this.background = new Background(grid);
    this.blobs = new Blobs(grid);
    this.inspection = new Inspection(grid);
    this.tracks = new Tracks(grid);
    this.rim = new Rim(grid);
    this.blocks = new int[grid.blocks()];
    this.before = new int[grid.blocks()];
    this.sight = new Sight(grid, blocks, background.scores(), new ArrayList<>(Tracks.MOST));
    use(config);
  }

  /// From the next look on; what was learned stays.
  public void use(MotionConfig next) {
    config = next;
    ground = new Ground(next.zones(), grid);
    needs = Background.Needs.of(next);
    int blocks = (int) Math.round(grid.blocks() * next.minSize() / 100);
    smallest = Math.max(FEWEST_BLOCKS, blocks);
  }

  /// What is known of the scene, for `begin`: what it looks like, and its noise.
  ///
  /// @param into what this gave before, filled anew; or nothing
  public int[][] known(int[][] into) {
    var planes = into.length == 2 ? into : new int[2][grid.blocks()];
    for (int i = 0; i < grid.blocks(); i++) {
      planes[0][i] = Math.round(background.mean()[i]);
      planes[1][i] = Math.round(background.noise()[i] * FINE);
    }
    return planes;
  }

  /// Begins with a scene that is known, as if it had been looked at for a while.
  ///
  /// @param known as it was given
  public void begin(int[][] known, long ticks) {
    System.arraycopy(known[0], 0, blocks, 0, blocks.length);
    blobs.clear(background);
    first(ticks);
    for (int i = 0; i < blocks.length; i++) {
      background.noise()[i] = (float) known[1][i] / FINE;
    }
    start = ticks - YOUNG;
  }

  /// @param luma rows of the pictures' width, without padding
  /// @param ticks of the picture; never less than before
  public Sight look(MemorySegment luma, long ticks) {
    return look(luma, grid.width(), true, ticks);
  }

  /// @param stride bytes from one row to the next
  /// @param fullRange whether black is 0 and white 255, not 16 and 235
  public Sight look(MemorySegment luma, int stride, boolean fullRange, long ticks) {
    reduction.reduce(luma, stride, blocks);
    if (!fullRange) {
      Reduction.widen(blocks);
    }
    return look(ticks);
  }

  /// Looks at a picture of which only the blocks' means are left.
  public Sight look(int[] means, long ticks) {
    System.arraycopy(means, 0, blocks, 0, blocks.length);
    return look(ticks);
  }

  private Sight look(long ticks) {
    if (looks == 0) {
      first(ticks);
    } else {
      next(ticks);
    }
    return sight;
  }

  private void first(long ticks) {
    looks = 1;
    start = ticks;
    background.adopt(blocks);
    background.presumeNoise(FIRST_NOISE);
    remember(ticks);
  }

  private void next(long ticks) {
    float apart = Math.clamp((ticks - sight.ticks) / SECOND, SHORTEST_APART, LONGEST_APART);
    looks++;
    noise.measure(blocks, before);
    if (looks == 2 && start == sight.ticks) {
      background.presumeNoise(noise.level());
    }
    compare(apart);
    sight.inkling = rim.stirs(background.scores(), apart);
    if (light.changes(background.strongShare(), tone.share(), tone.levels(), ticks)) {
      background.adopt(blocks);
      tracks.holdOut(ticks);
      remember(ticks);
      conclude(Sight.Guard.LIGHT);
      return;
    }
    blobs.find(background, smallest);
    inspection.inspect(background, blobs, blocks, looks, apart);
    tracks.follow(blobs, ticks, apart);
    judge(ticks);
    settle(ticks, apart);
    remember(ticks);
    conclude(guard(ticks));
  }

  private void compare(float apart) {
    tone.measure(blocks, background.mean(), background.scores(), fade(apart, LIFTING));
    unrest = Math.max(unrest * fade(apart, LIFTING), tone.share());
    float young = Math.min(0.5f, 1f / looks);
    float follow =
        Math.max(1 - fade(apart, unrest > RESTLESS ? FOLLOWING_LIGHT : FOLLOWING), young);
    float learn = Math.max(1 - fade(apart, LEARNING), young);
    blobs.clear(background);
    background.compare(blocks, before, tone, needs, noise.level(), follow, learn, ground.ignored());
  }

  private void judge(long ticks) {
    boolean young = ticks - start < YOUNG;
    boolean crowded = young && tracks.live() > MOST_AT_FIRST;
    float need = (float) (config.expert().travel() / 100 * grid.columns());
    for (int i = 0; i < Tracks.MOST; i++) {
      var track = tracks.get(i);
      if (track.live && track.isSeen()) {
        if (track.counts) {
          track.live = !track.isSwaying(ticks);
        } else if (!crowded) {
          track.counts =
              track.evidence().counts(need, config.minDuration().toNanos(), young)
                  && ground.holds(track, background.scores(), smallest);
        }
      }
    }
  }

  private void settle(long ticks, float apart) {
    for (int i = 0; i < blobs.count(); i++) {
      blobs.get(i).fate = fate(blobs.get(i), tracks.ofBlob(i), ticks);
    }
    float follow = 1 - fade(apart, FOLLOWING);
    float learn = 1 - fade(apart, SWAY_LEARNING);
    float absorb = 1 - fade(apart, ABSORBING);
    var weak = background.weak();
    for (int n = 0; n < background.weakCount(); n++) {
      int block = weak[n];
      var blob = blobs.at(block);
      switch (blob == null ? Blob.Fate.LEARN : blob.fate) {
        case LEARN -> background.settle(block, blocks[block], follow, learn);
        case ABSORB -> background.settle(block, blocks[block], absorb, 0);
        case KEEP -> {}
      }
    }
  }

  private Blob.Fate fate(Blob blob, @Nullable Track track, long ticks) {
    if (blob.isGhost()) {
      return Blob.Fate.ABSORB;
    }
    if (track == null || !track.live || !track.counts) {
      return Blob.Fate.LEARN;
    }
    boolean stays = track.sinceActive(ticks) > config.expert().stillFor().toNanos();
    return stays ? Blob.Fate.ABSORB : Blob.Fate.KEEP;
  }

  private Sight.Guard guard(long ticks) {
    if (ticks - start < YOUNG) {
      return Sight.Guard.LEARNING;
    }
    return tone.share() > UNSURE ? Sight.Guard.GAIN : Sight.Guard.NONE;
  }

  private void remember(long ticks) {
    System.arraycopy(blocks, 0, before, 0, blocks.length);
    sight.ticks = ticks;
    sight.noise = noise.level() / 16;
  }

  private void conclude(Sight.Guard guard) {
    sight.tracks.clear();
    sight.guard = guard;
    sight.gain = tone.gain();
    sight.area = 0;
    sight.score = 0;
    boolean moving = false;
    boolean still = false;
    for (int i = 0; i < Tracks.MOST; i++) {
      var track = tracks.get(i);
      if (track.live) {
        sight.tracks.add(track);
        sight.score = Math.max(sight.score, track.isSeen() ? track.score() : 0);
        boolean there = track.counts && sight.ticks - track.last() < JUST;
        sight.area += there ? track.area() : 0;
        moving |= there && !track.still();
        still |= there && track.still();
      }
    }
    sight.state = moving ? Sight.State.MOVING : still ? Sight.State.STILL : without(guard);
  }

  /// How a scene is in which nothing counts.
  private Sight.State without(Sight.Guard guard) {
    return switch (guard) {
      case LEARNING -> Sight.State.LEARNING;
      case LIGHT -> Sight.State.STIRRING;
      case NONE, GAIN -> blobs.count() > 0 ? Sight.State.STIRRING : Sight.State.QUIET;
    };
  }

  /// What is left after a time of something that fades.
  private static float fade(float seconds, float within) {
    return (float) Math.exp(-seconds / within);
  }
}
