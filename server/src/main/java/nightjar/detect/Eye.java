package nightjar.detect;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import nightjar.media.Picture;
import org.jspecify.annotations.Nullable;

/// Objects in one camera's pictures: what is asked about them, and what became of the answers.
///
/// Pictures come on the camera's thread, which waits for nobody; answers on the detector's. At most
/// one question waits, always the newest, and at most one is being answered.
public final class Eye {
  /// Is told what there is, in order. Called under a lock by either thread: only notes it down.
  public interface Told {
    /// @param now all that are known; those of before that are not in it have left
    /// @param ticks of the picture
    /// @param captured of the picture, in microseconds since 1970
    void objects(List<Tracked> now, long ticks, long captured);

    /// One of the settings' rules came true.
    void noticed(Notice notice);

    /// One of those that [#watchFor] was told.
    void met(Notice notice);

    /// The best picture of an object so far; not under the lock.
    void portrait(long object, byte[] jpeg);
  }

  /// Where questions are answered.
  interface Desk {
    /// Whether one more may be asked.
    boolean take(long ticks);

    /// There is one to be answered.
    void wake();
  }

  /// A picture, held, and what is asked about it.
  record Question(Picture picture, Ask ask) {}

  private static final long SELDOM = 1_000_000_000L; // ticks: how often rules look at what stands

  private final Desk desk;
  private final Told told;
  private final ReentrantLock lock = new ReentrantLock();
  // All below guarded by lock.
  private final Watch watch;
  private final Rules rules = new Rules();
  private final Rules others = new Rules();
  private ObjectConfig config;
  private @Nullable Question waiting;
  private boolean isBeingAnswered;
  private boolean isClosed;
  private int shown; // objects told last
  private long ticks;
  private long captured;
  private long ruled; // ticks

  Eye(ObjectConfig config, Places places, Desk desk, Told told) {
    this.config = config;
    this.watch = new Watch(config, places);
    this.desk = desk;
    this.told = told;
    rules.use(config.rules());
  }

  /// One picture in which motion was looked for. Keeps the picture only if something is asked.
  public void look(Picture picture, List<Mover> movers) {
    lock.lock();
    try {
      if (!config.on() || isClosed) {
        return;
      }
      ticks = picture.ticks();
      captured = picture.captured();
      watch.moved(movers, ticks);
      if (!movers.isEmpty() && !isBeingAnswered) {
        ask(picture);
      }
      tell(!movers.isEmpty());
    } finally {
      lock.unlock();
    }
  }

  private void ask(Picture picture) {
    boolean isPaid = waiting != null;
    dropWaiting();
    var format = picture.format();
    var ask = watch.wanted(format.width(), format.height(), picture.ticks());
    if (ask.isEmpty()) {
      return;
    }
    if (isPaid || desk.take(picture.ticks())) {
      picture.hold();
      waiting = new Question(picture, ask.get());
      desk.wake();
    } else {
      watch.unanswered(ask.get());
    }
  }

  private void dropWaiting() {
    var old = waiting;
    if (old != null) {
      waiting = null;
      watch.unanswered(old.ask);
      old.picture.release();
    }
  }

  private void tell(boolean moves) {
    int count = watch.count();
    boolean isDue = moves || count != shown;
    boolean isRuled = (rules.any() || others.any()) && (isDue || ticks - ruled >= SELDOM);
    boolean isTold = isDue && (shown > 0 || count > 0);
    if (!isTold && !isRuled) {
      return; // what only stands is not gone through for every picture
    }
    var objects = watch.objects();
    if (isTold) {
      shown = count;
      told.objects(objects, ticks, captured);
    }
    if (isRuled) {
      ruled = ticks;
      rules.next(objects, ticks).forEach(told::noticed);
      others.next(objects, ticks).forEach(told::met);
    }
  }

  /// The question that waits; the caller lets its picture go, and answers it or says that it
  /// cannot. Null when there is none.
  @Nullable Question begin() {
    lock.lock();
    try {
      var question = waiting;
      waiting = null;
      isBeingAnswered = question != null;
      return question;
    } finally {
      lock.unlock();
    }
  }

  /// @return of which objects this is the best picture
  List<Sitting> answer(Ask ask, List<Found> found) {
    lock.lock();
    try {
      isBeingAnswered = false;
      var sittings = watch.answer(ask, found);
      tell(true);
      return sittings;
    } finally {
      lock.unlock();
    }
  }

  void cannotAnswer(Ask ask) {
    lock.lock();
    try {
      isBeingAnswered = false;
      watch.unanswered(ask);
    } finally {
      lock.unlock();
    }
  }

  /// Samples across and down that the model is shown.
  void size(int samples) {
    lock.lock();
    try {
      watch.size(samples);
    } finally {
      lock.unlock();
    }
  }

  void portrait(long object, byte[] jpeg) {
    told.portrait(object, jpeg);
  }

  /// From the next picture on.
  public void use(ObjectConfig next, Places places) {
    lock.lock();
    try {
      config = next;
      watch.use(next, places);
      rules.use(next.rules());
      if (!next.on()) {
        forgetAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /// What somebody else wants to be told, beside the settings' rules.
  public void watchFor(List<ObjectRule> wanted) {
    lock.lock();
    try {
      others.use(wanted);
    } finally {
      lock.unlock();
    }
  }

  /// No picture follows for now, or none that continues what was seen.
  public void stop() {
    lock.lock();
    try {
      forgetAll();
    } finally {
      lock.unlock();
    }
  }

  private void forgetAll() {
    dropWaiting();
    watch.forget();
    tell(true);
  }

  /// Nothing is asked any more.
  void close() {
    lock.lock();
    try {
      isClosed = true;
      dropWaiting();
    } finally {
      lock.unlock();
    }
  }
}
