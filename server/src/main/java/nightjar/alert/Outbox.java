package nightjar.alert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import nightjar.alert.Kept.Delivery;
import nightjar.alert.Kept.State;
import nightjar.base.Clock;

/// Alerts on the disk, from before they are sent until long after. Any thread.
///
/// An alert and what it is to go through are one commit. So each is sent at least once: a power cut
/// between somebody's taking it and our writing that down sends it again, with the same id.
final class Outbox implements AutoCloseable {
  /// How the pages of people are called among channels.
  static final String PAGE = "page";

  private static final int MOST = 20_000; // alerts
  private static final int MOST_PICTURED = 1_000;
  private static final int MOST_SEEN_AT_ONCE = 500;
  private final OutboxFile file;
  private final Attachments attachments;
  private final Clock clock;

  /// Where an alert is to go.
  ///
  /// @param kind such as `mqtt`
  record Way(String channel, String kind) {}

  /// A delivery that is due next on its channel.
  record Due(Alert alert, Delivery delivery) {}

  /// @param accepted last, in microseconds; 0 before
  record Counts(int waiting, int dead, long accepted) {}

  private Outbox(Path folder, OutboxFile file, Clock clock) {
    this.file = file;
    this.attachments = new Attachments(folder, file);
    this.clock = clock;
  }

  /// @param folder made when it is not there
  static Outbox open(Path folder, Clock clock) throws IOException {
    Files.createDirectories(folder);
    return new Outbox(folder, OutboxFile.open(folder.resolve("alerts.db")), clock);
  }

  // --- what comes

  /// One commit.
  ///
  /// @param putOff it is kept to be read, and not sent
  /// @return empty when the same hit was added before
  Optional<Kept> add(Hit hit, boolean urgent, boolean putOff, List<Way> ways) throws IOException {
    return add(hit, urgent, putOff, ways, List.of());
  }

  /// The same, of what was gathered, which is not any more.
  Optional<Kept> add(Hit hit, boolean urgent, boolean putOff, List<Way> ways, List<Hit> gathered)
      throws IOException {
    long now = clock.wallMicros();
    var id =
        file.write(
            f -> {
              int added =
                  f.run(
                      "INSERT OR IGNORE INTO alerts(key, at, rule, kind, camera, title, text,"
                          + " kinds, zone, event, urgent, put_off)"
                          + " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                      hit.key(),
                      hit.at(),
                      hit.rule(),
                      hit.kind().word(),
                      hit.camera(),
                      hit.title(),
                      hit.text(),
                      String.join(",", hit.kinds()),
                      hit.zone(),
                      hit.event(),
                      urgent,
                      putOff);
              for (var one : gathered) {
                f.run("DELETE FROM gathered WHERE key = ? AND rule = ?", one.key(), one.rule());
              }
              if (added == 0) {
                return OptionalLong.empty();
              }
              long made = f.number("SELECT last_insert_rowid()");
              var state = putOff ? State.PUT_OFF : State.WAITING;
              for (var way : ways) {
                f.run(
                    "INSERT INTO deliveries VALUES(?, ?, ?, ?, 0, ?, 0, '', '')",
                    made,
                    way.channel,
                    way.kind,
                    state.word(),
                    now);
              }
              tell(f, hit);
              return OptionalLong.of(made);
            });
    return id.isPresent() ? find(id.getAsLong()) : Optional.empty();
  }

  private static void tell(OutboxFile f, Hit hit) throws SQLException {
    f.run("INSERT OR REPLACE INTO told VALUES(?, ?, ?)", hit.rule(), hit.camera(), hit.at());
  }

  /// When a rule was told last of a camera.
  Optional<Long> told(String rule, String camera) throws IOException {
    return file.read(
        f ->
            f.first(
                row -> row.getLong(1),
                "SELECT at FROM told WHERE rule = ? AND camera = ?",
                rule,
                camera));
  }

  void gather(Hit hit) throws IOException {
    file.write(
        f -> {
          f.run(
              "INSERT OR IGNORE INTO gathered VALUES(?, ?, ?, ?, ?, ?, ?)",
              hit.key(),
              hit.rule(),
              hit.camera(),
              hit.at(),
              hit.title(),
              hit.text(),
              hit.event());
          tell(f, hit);
          return true;
        });
  }

  /// Rules that have gathered something.
  List<String> gathering() throws IOException {
    return file.read(f -> f.list(row -> row.getString(1), "SELECT DISTINCT rule FROM gathered"));
  }

  /// What a rule has gathered, in the order it happened.
  List<Hit> gathered(String rule) throws IOException {
    return file.read(
        f ->
            f.list(
                row ->
                    new Hit(
                        row.getString(2),
                        Alert.Kind.DIGEST,
                        row.getString(3),
                        row.getLong(4),
                        row.getString(1),
                        row.getString(5),
                        row.getString(6),
                        List.of(),
                        "",
                        row.getString(7)),
                "SELECT * FROM gathered WHERE rule = ? ORDER BY at",
                rule));
  }

  void forgetGathered(String rule) throws IOException {
    file.write(f -> f.run("DELETE FROM gathered WHERE rule = ?", rule));
  }

  /// @param jpeg as it will be sent and shown
  void picture(long alert, byte[] jpeg) throws IOException {
    attachments.add(alert, Attachments.PICTURE, jpeg, "UPDATE alerts SET picture = 1 WHERE id = ?");
  }

  void clip(long alert, byte[] mp4) throws IOException {
    attachments.add(alert, Attachments.CLIP, mp4, "UPDATE alerts SET clip = 1 WHERE id = ?");
  }

  Optional<byte[]> picture(long alert) throws IOException {
    var jpeg = attachments.file(alert, Attachments.PICTURE);
    return jpeg.isPresent() ? Optional.of(Files.readAllBytes(jpeg.get())) : Optional.empty();
  }

  Optional<Path> clip(long alert) {
    return attachments.file(alert, Attachments.CLIP);
  }

  // --- what leaves

  /// The oldest that waits on a channel: what is behind it waits for it.
  Optional<Due> next(String channel) throws IOException {
    return file.read(
        f -> {
          var waiting =
              f.first(
                  OutboxRows::numbered,
                  OutboxRows.DELIVERIES
                      + "WHERE channel = ? AND state = 'waiting' ORDER BY alert LIMIT 1",
                  channel);
          if (waiting.isEmpty()) {
            return Optional.<Due>empty();
          }
          var alert =
              f.first(OutboxRows::alert, OutboxRows.ALERTS + "WHERE id = ?", waiting.get().alert());
          return alert.map(of -> new Due(of, waiting.get().delivery()));
        });
  }

  void accepted(long alert, String channel, String by) throws IOException {
    settle(alert, channel, State.ACCEPTED, by, "", 0);
  }

  /// @param next when it is tried again, in microseconds
  void failed(long alert, String channel, String error, long next) throws IOException {
    settle(alert, channel, State.WAITING, "", error, next);
  }

  void dead(long alert, String channel, String error) throws IOException {
    settle(alert, channel, State.DEAD, "", error, 0);
  }

  /// A page of somebody has it; whoever was first stands there.
  ///
  /// @return whether that is new
  boolean delivered(long alert, String who) throws IOException {
    long now = clock.wallMicros();
    return file.write(
            f ->
                f.run(
                    "UPDATE deliveries SET state = 'delivered', attempts = attempts + 1, at = ?,"
                        + " by = ? WHERE alert = ? AND channel = ? AND state IN ('waiting', 'dead')",
                    now,
                    who,
                    alert,
                    PAGE))
        > 0;
  }

  private void settle(long alert, String channel, State state, String by, String error, long next)
      throws IOException {
    long now = clock.wallMicros();
    file.write(
        f ->
            f.run(
                "UPDATE deliveries SET state = ?, attempts = attempts + 1, at = ?, next = ?, by = ?,"
                    + " error = ? WHERE alert = ? AND channel = ?",
                state.word(),
                now,
                next,
                by,
                error,
                alert,
                channel));
  }

  /// What waits for a page since long ago will not be wanted there any more; and what waits for a
  /// channel that is no longer set up goes nowhere.
  void giveUp(long before, List<String> channels) throws IOException {
    var known = String.join(",", channels);
    file.write(
        f -> {
          f.run(
              "UPDATE deliveries SET state = 'dead', error = 'no page was open in time'"
                  + " WHERE channel = ? AND state = 'waiting' AND at < ?",
              PAGE,
              before);
          return f.run(
              "UPDATE deliveries SET state = 'dead', error = 'this way is no longer set up'"
                  + " WHERE state = 'waiting' AND channel <> ?"
                  + " AND instr(',' || ? || ',', ',' || channel || ',') = 0",
              PAGE,
              known);
        });
  }

  Counts counts(String channel) throws IOException {
    return file.read(
        f ->
            new Counts(
                (int)
                    f.number(
                        "SELECT count(*) FROM deliveries WHERE channel = ? AND state = 'waiting'",
                        channel),
                (int)
                    f.number(
                        "SELECT count(*) FROM deliveries WHERE channel = ? AND state = 'dead'",
                        channel),
                f.number(
                    "SELECT max(at) FROM deliveries WHERE channel = ?"
                        + " AND state IN ('accepted', 'delivered')",
                    channel)));
  }

  // --- who has seen it

  /// All up to one, as far as they may be seen.
  ///
  /// @return those that were new to them
  List<Long> seen(long upTo, String who, Predicate<Alert> visible) throws IOException {
    long now = clock.wallMicros();
    return file.write(
        f -> {
          var fresh =
              f
                  .list(
                      OutboxRows::alert,
                      OutboxRows.ALERTS
                          + "WHERE id <= ? AND id > coalesce((SELECT max(alert) FROM seen WHERE who"
                          + " = ?), 0) ORDER BY id DESC LIMIT "
                          + MOST_SEEN_AT_ONCE,
                      upTo,
                      who)
                  .stream()
                  .filter(visible)
                  .map(Alert::id)
                  .toList();
          for (long id : fresh) {
            f.run("INSERT OR IGNORE INTO seen VALUES(?, ?, ?)", id, who, now);
          }
          return fresh;
        });
  }

  /// At most 500.
  int unseen(String who, Predicate<Alert> visible) throws IOException {
    return file.read(
        f ->
            (int)
                f
                    .list(
                        OutboxRows::alert,
                        OutboxRows.ALERTS
                            + "WHERE id > coalesce((SELECT max(alert) FROM seen WHERE who = ?), 0)"
                            + " ORDER BY id DESC LIMIT "
                            + MOST_SEEN_AT_ONCE,
                        who)
                    .stream()
                    .filter(visible)
                    .count());
  }

  /// @return whether there is such an alert; the first who takes care of it stands there
  boolean acknowledge(long alert, String who) throws IOException {
    long now = clock.wallMicros();
    return file.write(
        f -> {
          f.run(
              "UPDATE alerts SET taken_by = ?, taken_at = ? WHERE id = ? AND taken_at IS NULL",
              who,
              now,
              alert);
          f.run(
              "INSERT OR IGNORE INTO seen SELECT id, ?, ? FROM alerts WHERE id = ?",
              who,
              now,
              alert);
          return f.number("SELECT count(*) FROM alerts WHERE id = ?", alert) > 0;
        });
  }

  Optional<Kept> find(long id) throws IOException {
    return file.read(
        f -> f.first(row -> OutboxRows.kept(f, row), OutboxRows.ALERTS + "WHERE id = ?", id));
  }

  /// Newest first.
  List<Kept> list(long before, int limit, Predicate<Alert> visible) throws IOException {
    return file.read(
        f -> {
          var page = new ArrayList<Kept>();
          long from = before;
          while (page.size() < limit) {
            var some =
                f.list(
                    row -> OutboxRows.kept(f, row),
                    OutboxRows.ALERTS + "WHERE id < ? ORDER BY id DESC LIMIT ?",
                    from,
                    limit);
            if (some.isEmpty()) {
              break;
            }
            from = some.getLast().alert().id();
            some.stream()
                .filter(one -> visible.test(one.alert()))
                .limit(limit - page.size())
                .forEach(page::add);
          }
          return page;
        });
  }

  /// What no page has had yet, of a time, newest first.
  List<Kept> unreceived(long since, int limit, Predicate<Alert> visible) throws IOException {
    return file.read(
        f -> {
          var found = new ArrayList<Kept>();
          var waiting =
              f.list(
                  OutboxRows::alert,
                  OutboxRows.ALERTS
                      + "WHERE at >= ? AND id IN (SELECT alert FROM deliveries WHERE channel = ?"
                      + " AND state = 'waiting') ORDER BY id DESC LIMIT ?",
                  since,
                  PAGE,
                  MOST_SEEN_AT_ONCE);
          for (var alert : waiting.stream().filter(visible).limit(limit).toList()) {
            f.first(row -> OutboxRows.kept(f, row), OutboxRows.ALERTS + "WHERE id = ?", alert.id())
                .ifPresent(found::add);
          }
          return found;
        });
  }

  // --- settings

  Optional<String> setting(String name) throws IOException {
    return file.read(
        f -> f.first(row -> row.getString(1), "SELECT json FROM settings WHERE name = ?", name));
  }

  void setting(String name, String json) throws IOException {
    file.write(f -> f.run("INSERT OR REPLACE INTO settings VALUES(?, ?)", name, json));
  }

  /// Lets go of what is too old, or too much.
  ///
  /// @param before microseconds
  void tidy(long before) throws IOException {
    attachments.keepOnly(() -> wanted(before));
  }

  private Set<Long> wanted(long before) throws IOException {
    return Set.copyOf(
        file.write(
            f -> {
              long newest = f.number("SELECT max(id) FROM alerts");
              f.run("DELETE FROM alerts WHERE at < ? OR id <= ?", before, newest - MOST);
              f.run(
                  "UPDATE alerts SET picture = 0, clip = 0 WHERE id <= ? AND (picture OR clip)",
                  newest - MOST_PICTURED);
              return f.list(row -> row.getLong(1), "SELECT id FROM alerts WHERE picture OR clip");
            }));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
