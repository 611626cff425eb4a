package nightjar.auth;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import nightjar.auth.Moderation.Grade;
import nightjar.auth.RefusedException.Reason;
import nightjar.auth.SessionKeeper.Ended;
import nightjar.auth.Throttle.Admission;
import nightjar.auth.Throttle.Attempt;
import nightjar.auth.Throttle.Kind;
import nightjar.base.Clock;
import nightjar.base.Network;
import nightjar.base.OwnThread;
import org.jspecify.annotations.Nullable;

/// Accounts and all that proves who somebody is, in one data folder. Methods that check or make a
/// password may wait for their turn, those that change something write to disk: `IOException` means
/// that the disk, or libargon2, failed, and nothing changed. Any thread.
public final class Auth implements AutoCloseable {
  private static final System.Logger log = System.getLogger(Auth.class.getName());
  private static final long LARGEST_AUDIT = 8 << 20; // bytes of one file
  private static final int TICKS_AN_HOUR = 3600;
  private static final String PREFIX = "njt_";

  private final Parts parts;
  private final Proof proof;
  private final Passkeys passkeys;
  private final SecondFactor secondFactor;
  private final String setupCode = Base32.CROCKFORD.text(Secrets.bytes(8)).substring(0, 12);
  private final CountDownLatch ended = new CountDownLatch(1);
  private @Nullable OwnThread thread; // set once, by open
  private final boolean keepsSessions;
  private int ticks; // of the one thread that ticks

  private Auth(Parts parts, boolean keepsSessions) {
    this.parts = parts;
    this.proof = new Proof(parts);
    this.passkeys = new Passkeys(parts);
    this.secondFactor = new SecondFactor(parts);
    this.keepsSessions = keepsSessions;
  }

  /// @throws IOException the data folder or a file in it is not as it must be; the message says
  ///   what to do
  public static Auth open(AuthConfig config, Clock clock) throws IOException {
    var auth = make(config, clock, Libargon2::load, true);
    var thread = new OwnThread("accounts");
    auth.thread = thread;
    thread.run(auth::tickUntilClosed);
    return auth;
  }

  /// For a command that changes accounts, beside a running server or without one. The server
  /// notices within a second or two, and sessions end because their account says so.
  public static Auth beside(AuthConfig config, Clock clock) throws IOException {
    return make(config, clock, Libargon2::load, false);
  }

  static Auth make(AuthConfig config, Clock clock, Hashing.Loading argon2, boolean keepsSessions)
      throws IOException {
    var folder = DataFolder.open(config.folder());
    var accounts = BookKeeper.open(folder);
    var limits = new SessionLimits(config.idle(), config.lifetime());
    var audit = new Audit(folder.folder("audit"), clock, config.keepAudit(), LARGEST_AUDIT);
    var parts =
        new Parts(
            accounts,
            SessionKeeper.open(folder, accounts, limits, clock),
            new TokenUses(accounts, clock),
            new Hashing(argon2),
            new Throttle(clock),
            new Moderation(audit, clock),
            audit,
            clock);
    return new Auth(parts, keepsSessions);
  }

  private void tickUntilClosed() {
    try {
      while (!ended.await(1, TimeUnit.SECONDS)) {
        tick();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Every second or so.
  void tick() {
    parts.accounts().refresh();
    parts.sessions().tick();
    parts.tokenUses().tick();
    parts.moderation().tick();
    if (++ticks % TICKS_AN_HOUR == 0) { // not at start, when a board's clock may not be set yet
      try {
        parts.audit().prune();
      } catch (IOException e) {
        log.log(WARNING, "cannot remove old months of the audit: {0}", e);
      }
    }
  }

  /// There is no administrator yet.
  public boolean needsSetup() {
    return !parts.accounts().book().hasAdministrator();
  }

  /// Of this start. Shown to whoever can see the console or the log, only while [#needsSetup].
  public String setupCode() {
    return Base32.grouped(setupCode);
  }

  /// The first administrator.
  public Signed setUp(String code, String user, String password, Client from)
      throws RefusedException, InterruptedException, IOException {
    refuseSecondSetup();
    try (var attempt = beginSetup(from)) {
      if (!Secrets.same(setupCode, Base32.typed(code))) {
        attempt.failed();
        parts.moderation().failed(Grade.GUESS, "", from, "setup-failed", "wrong code");
        throw RefusedException.field("code", "this is not the setup code of the server's console");
      }
      var name = UserName.of(user);
      PasswordRules.check("password", password, name.text());
      var encoded = parts.hashing().hash(password);
      var now = parts.clock().wall();
      var account =
          Account.fresh(name, Role.ADMINISTRATOR, new Cameras.All(), encoded, now).withLogin(now);
      parts
          .accounts()
          .change(
              book -> {
                refuseSecondSetup(book);
                return book.adding(account);
              });
      attempt.succeeded();
      var signed = parts.begin(account, Presented.NOTHING, from);
      parts.audit().add(signed.grant(), from, "setup", account.name(), "");
      return signed;
    }
  }

  private void refuseSecondSetup() throws RefusedException {
    refuseSecondSetup(parts.accounts().book());
  }

  private static void refuseSecondSetup(Book book) throws RefusedException {
    if (book.hasAdministrator()) {
      throw RefusedException.because(Reason.DONE, "there is an administrator already");
    }
  }

  private Attempt beginSetup(Client from) throws RefusedException {
    var gates =
        List.of(Kind.SETUP_AT_ADDRESS.of(Network.of(from.address())), Kind.SETUP.of("setup"));
    return switch (parts.throttle().begin(gates)) {
      case Admission.Admitted(var attempt) -> attempt;
      case Admission.Locked(var retryIn, var news) -> {
        if (news) {
          parts.moderation().failed(Grade.GUESS, "", from, "setup-locked", "too many wrong codes");
        }
        throw RefusedException.wait(retryIn, "too many wrong codes; wait a little");
      }
    };
  }

  /// @param code of the authenticator app, or a recovery code; may be empty
  public Signed logIn(String user, String password, String code, Presented presented, Client from)
      throws RefusedException, InterruptedException, IOException {
    parts.accounts().refresh(); // a password changed by a command counts at once
    var claim = new Proof.Claim(user, password, code, presented.device(), from);
    var account = proof.prove(claim, Proof.Factors.LOGIN, "login");
    var signed = parts.begin(account, presented, from);
    parts.audit().add(signed.grant(), from, "login", "", how(account, code));
    return signed;
  }

  private static String how(Account account, String code) {
    if (account.totp().isEmpty()) {
      return "";
    }
    return Proof.isOfApp(code) ? "with the app's code" : "with a recovery code";
  }

  /// @throws RefusedException UNWRITTEN: the session has ended, but may be back after a restart
  public void logOut(Grant grant, Client from) throws RefusedException {
    var ended = parts.sessions().end(session -> isOf(grant, session));
    if (ended != Ended.NONE_THERE) {
      parts.audit().add(grant, from, "logout", "", Sessions.words(ended));
      Sessions.refuseUnwritten(ended);
    }
  }

  private static boolean isOf(Grant grant, Session session) {
    return session.id().equals(grant.sessionId()) && session.user().equals(grant.user());
  }

  public Optional<Grant> bySession(String cookieValue) {
    var session = parts.sessions().find(cookieValue);
    var account = session.flatMap(found -> parts.accounts().book().find(found.user()));
    if (session.isEmpty() || account.isEmpty()) {
      return Optional.empty();
    }
    parts.sessions().see(session.get());
    return Optional.of(parts.grant(account.get(), session.get()));
  }

  public Optional<Grant> byToken(String token) {
    if (!token.startsWith(PREFIX)) {
      return Optional.empty();
    }
    var sum = Secrets.sum(token);
    var owned = parts.accounts().book().token(sum).filter(found -> isCurrent(found.thing()));
    owned.ifPresent(found -> parts.tokenUses().used(found.thing()));
    return owned.map(found -> tokenGrant(found.account(), found.thing()));
  }

  private boolean isCurrent(Account.Pass pass) {
    return parts.clock().wall().isBefore(pass.expires());
  }

  private Grant tokenGrant(Account account, Account.Pass pass) {
    return new Grant(
        account.name(),
        account.role(),
        account.cameras(),
        pass.scopes(),
        "",
        false,
        () ->
            parts.accounts().book().token(pass.sum()).isPresent()
                && isCurrent(pass)
                && parts.isAsBefore(account));
  }

  static String newToken() {
    return PREFIX + Secrets.text();
  }

  public Passwords passwords() {
    return new Passwords(parts, proof);
  }

  public SecondFactor secondFactor() {
    return secondFactor;
  }

  public Passkeys passkeys() {
    return passkeys;
  }

  public Sessions sessions() {
    return new Sessions(parts);
  }

  public Tokens tokens() {
    return new Tokens(parts);
  }

  public Accounts accounts() {
    return new Accounts(parts);
  }

  public Audit audit() {
    return parts.audit();
  }

  /// Scopes that an account of this role can make use of.
  static Set<Scope> scopesOf(Role role) {
    return Set.of(Scope.values()).stream()
        .filter(scope -> role.includes(scope.role()))
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void close() {
    ended.countDown();
    if (thread != null) {
      thread.close();
    }
    parts.moderation().close();
    if (keepsSessions) {
      parts.tokenUses().write();
      parts.sessions().close();
    }
  }
}
