package nightjar.motion;

/// Something that is followed from picture to picture. Once lost it is used again for another.
///
/// Inside, places and sizes are in blocks; the public ones are parts of the picture, from 0 to 1.
public final class Track {
  private static final float SLACK = 2; // blocks
  private static final float STEADYING = 0.5f; // of the centre, a picture
  private static final float SPEEDING = 0.3f; // of the speed, a picture
  private static final float NEW_GROUND = 0.04f; // of its area
  private static final float ACTIVE = 0.04f; // of its area
  private static final long STILL_AFTER = 1_000_000_000; // nanoseconds

  private final Grid grid;
  boolean live;
  boolean counts;
  private int id;
  private long first;
  private long last;
  private long lastActive;
  private long lastFresh;
  private int looks; // since it was first seen
  private int hits; // of those, that saw it
  private int freshLooks; // of those, in which it went where nothing was for long
  private int peak; // score, of this picture

  // Its blobs in this picture, while being gathered, and then the outline.
  private boolean seen;
  private float left;
  private float top;
  private float right;
  private float bottom;
  private int area;
  private int steady;
  private int fresh;
  private int changed;
  private float fall;
  private float height;
  private float centreX; // of its largest blob
  private float centreY;

  private float x; // smoothed centre
  private float y;
  private float speedX; // blocks a second
  private float speedY;
  private float way; // length of the centre's
  private float originX;
  private float originY;
  private final Outline before = new Outline();
  private final Outline origin = new Outline();
  private int areaBefore;

  private static final class Outline {
    float left;
    float top;
    float right;
    float bottom;

    void set(Track from) {
      left = from.left;
      top = from.top;
      right = from.right;
      bottom = from.bottom;
    }

    /// However much is lost at once, a block of it remains.
    void jump(Track to, Outline from) {
      left += to.left - from.left;
      top += to.top - from.top;
      right = Math.max(left + 1, right + to.right - from.right);
      bottom = Math.max(top + 1, bottom + to.bottom - from.bottom);
    }
  }

  Track(Grid grid) {
    this.grid = grid;
  }

  public int id() {
    return id;
  }

  /// Ticks of the picture in which it was first seen.
  public long first() {
    return first;
  }

  /// Ticks of the last picture in which it was seen.
  public long last() {
    return last;
  }

  /// Whether it is motion that counts: it really goes somewhere, where motion is looked for.
  public boolean counts() {
    return counts;
  }

  /// Whether it is there and nothing in it has moved for a second.
  public boolean still() {
    return last - lastActive > STILL_AFTER;
  }

  /// Its highest score, in thresholds.
  public float score() {
    return (float) peak / Background.AT_THRESHOLD;
  }

  public float left() {
    return left / grid.columns();
  }

  public float top() {
    return top / grid.rows();
  }

  public float width() {
    return (right - left) / grid.columns();
  }

  public float height() {
    return (bottom - top) / grid.rows();
  }

  /// Part of the picture it covers.
  public float area() {
    return (float) area / grid.blocks();
  }

  int leftBlock() {
    return (int) left;
  }

  int topBlock() {
    return (int) top;
  }

  int rightBlock() {
    return (int) right;
  }

  int bottomBlock() {
    return (int) bottom;
  }

  void open(int number, Blob blob, long ticks) {
    live = true;
    counts = false;
    id = number;
    first = ticks;
    last = ticks;
    lastActive = ticks;
    lastFresh = ticks;
    looks = 0;
    hits = 0;
    freshLooks = 0;
    seen = false;
    x = blob.x();
    y = blob.y();
    originX = x;
    originY = y;
    speedX = 0;
    speedY = 0;
    way = 0;
  }

  void holdOut(long ticks) {
    last = ticks;
  }

  void beginLook() {
    seen = false;
    looks++;
  }

  boolean isSeen() {
    return seen;
  }

  /// How well a blob fits where this should be by now: 0 if not at all.
  float fit(Blob blob, float apart) {
    float aheadX = speedX * apart;
    float aheadY = speedY * apart;
    boolean apartX =
        Math.min(right + aheadX, blob.right) + SLACK <= Math.max(left + aheadX, blob.left);
    boolean apartY =
        Math.min(bottom + aheadY, blob.bottom) + SLACK <= Math.max(top + aheadY, blob.top);
    float off = (float) Math.hypot(blob.x() - x - aheadX, blob.y() - y - aheadY);
    if (apartX || apartY || off > Math.max(right - left, bottom - top) + SLACK) {
      return 0;
    }
    float size = right - left + bottom - top + 2 * SLACK;
    return 1 / (1 + off / size) + (counts ? 0.3f : 0);
  }

  /// Whether a further blob is a fragment of the same thing, rather than what parted from it.
  boolean isNear(Blob blob) {
    float gapX = Math.max(blob.left - right, left - blob.right);
    float gapY = Math.max(blob.top - bottom, top - blob.bottom);
    return Math.max(gapX, gapY) <= SLACK;
  }

  void add(Blob blob) {
    if (!seen) {
      seen = true;
      left = blob.left;
      top = blob.top;
      right = blob.right;
      bottom = blob.bottom;
      area = 0;
      steady = 0;
      fresh = 0;
      changed = 0;
      fall = 0;
      height = 0;
      peak = 0;
      centreX = blob.x();
      centreY = blob.y();
    }
    left = Math.min(left, blob.left);
    top = Math.min(top, blob.top);
    right = Math.max(right, blob.right);
    bottom = Math.max(bottom, blob.bottom);
    area += blob.area;
    steady += blob.steady;
    fresh += blob.fresh;
    changed += blob.changed >= Math.max(2, ACTIVE * blob.area) ? 1 : 0;
    fall += blob.fall;
    height += blob.height;
    peak = Math.max(peak, blob.peak);
  }

  /// All of its blobs are added.
  void endLook(long ticks, float apart) {
    hits++;
    last = ticks;
    lastActive = changed > 0 ? ticks : lastActive;
    if (hits == 1) {
      origin.set(this);
    } else if (area > 2 * areaBefore || 2 * area < areaBefore) {
      rejoin();
    }
    if (hits > 1 && fresh >= Math.max(1, NEW_GROUND * area)) {
      freshLooks++;
      lastFresh = ticks;
    }
    before.set(this);
    areaBefore = area;
    move(apart);
  }

  /// It joined with something, or parted from it: what jumps then is no way that was gone.
  private void rejoin() {
    originX += centreX - x;
    originY += centreY - y;
    x = centreX;
    y = centreY;
    origin.jump(this, before);
  }

  private void move(float apart) {
    float part = hits <= 2 ? 1 : STEADYING;
    float stepX = (centreX - x) * part;
    float stepY = (centreY - y) * part;
    x += stepX;
    y += stepY;
    speedX += (stepX / apart - speedX) * SPEEDING;
    speedY += (stepY / apart - speedY) * SPEEDING;
    way += (float) Math.hypot(stepX, stepY);
  }

  /// What there is to judge by.
  Evidence evidence() {
    return new Evidence(
        shiftX(),
        shiftY(),
        right - left,
        bottom - top,
        outward(),
        (right - left)
            * (bottom - top)
            / ((origin.right - origin.left) * (origin.bottom - origin.top)),
        (float) Math.hypot(x - originX, y - originY),
        way,
        freshLooks,
        hits,
        looks,
        (float) steady / area,
        height == 0 ? 1 : fall / height,
        last - first);
  }

  /// Neither goes anywhere nor stays anywhere: what comes and goes in the same place sways.
  boolean isSwaying(long ticks) {
    return ticks - lastFresh > Evidence.SWAYS_AFTER && steady < Evidence.STANDS * area;
  }

  long sinceActive(long ticks) {
    return ticks - lastActive;
  }

  private float shiftX() {
    boolean atLeft = Math.min(left, origin.left) <= 1;
    boolean atRight = Math.max(right, origin.right) >= grid.columns() - 1;
    return shift(left - origin.left, right - origin.right, atLeft, atRight);
  }

  private float shiftY() {
    boolean atTop = Math.min(top, origin.top) <= 1;
    boolean atBottom = Math.max(bottom, origin.bottom) >= grid.rows() - 1;
    return shift(top - origin.top, bottom - origin.bottom, atTop, atBottom);
  }

  /// How far both ends went the same way. An end at the picture's rim goes along with the other one
  /// if that comes in.
  private static float shift(float low, float high, boolean atLow, boolean atHigh) {
    if (atLow && atHigh) {
      return Math.max(Math.abs(low), Math.abs(high));
    }
    if (atLow) {
      return Math.max(high, 0);
    }
    if (atHigh) {
      return Math.max(-low, 0);
    }
    return low * high <= 0 ? 0 : Math.min(Math.abs(low), Math.abs(high));
  }

  private float outward() {
    return Math.max(0, origin.left - left)
        + Math.max(0, origin.top - top)
        + Math.max(0, right - origin.right)
        + Math.max(0, bottom - origin.bottom);
  }
}
