package nightjar.tls;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import nightjar.base.Clock;
import nightjar.base.OwnAddresses;
import nightjar.base.OwnNames;
import nightjar.base.OwnThread;

/// What the server shows to who connects: kept, and changed in time, by a thread that looks once a
/// minute. A change touches no connection that stands.
public final class Certificates implements AutoCloseable {
  private static final System.Logger log = System.getLogger(Certificates.class.getName());
  private static final Duration PAUSE = Duration.ofSeconds(60);

  private final Keeper keeper;
  private final Optional<X509Certificate> authority;
  private final boolean isFirst;
  private final CurrentKey key;
  private final SSLContext context;
  private final OwnThread thread = new OwnThread("certificates");
  private final Clock clock;
  private String complained = "";

  private Certificates(Keeper keeper, Clock clock) {
    this.keeper = keeper;
    this.clock = clock;
    this.key = new CurrentKey(keeper.pair());
    this.context = key.context();
    var local =
        keeper instanceof LocalAuthority l ? Optional.of(l) : Optional.<LocalAuthority>empty();
    this.authority = local.map(LocalAuthority::certificate);
    this.isFirst = local.map(LocalAuthority::isNew).orElse(false);
  }

  /// Reads what there is; makes what is missing, which takes a small board some ten seconds.
  ///
  /// @throws IOException what is wrong, in one line
  public static Certificates open(TlsConfig config, OwnNames names, Clock clock)
      throws IOException {
    return open(config, names, clock, OwnAddresses::lasting);
  }

  static Certificates open(
      TlsConfig config, OwnNames names, Clock clock, LocalAuthority.Addresses addresses)
      throws IOException {
    if (config.own().isPresent()) {
      return new Certificates(new OwnCertificate(config.own().get()), clock);
    }
    var wanted = new LocalAuthority.Wanted(OwnNames.hostname(), names.names(), addresses);
    try {
      var local = LocalAuthority.open(config.folder(), wanted, clock, new Keytool());
      return new Certificates(local, clock);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while certificates were made", e);
    }
  }

  public void start() {
    thread.run(this::lookForEver);
  }

  private void lookForEver() {
    try {
      while (true) {
        clock.sleep(PAUSE);
        look();
      }
    } catch (InterruptedException _) {
      // the end
    }
  }

  void look() throws InterruptedException {
    try {
      keeper.look().ifPresent(this::change);
      complained = "";
    } catch (IOException e) {
      var problem = String.valueOf(e.getMessage());
      if (!problem.equals(complained)) { // the same every minute is no news
        log.log(WARNING, "the old certificate stays: {0}", problem);
      }
      complained = problem;
    }
  }

  private void change(CurrentKey.Pair pair) {
    key.change(pair);
    log.log(INFO, "new connections get the certificate {0}", fingerprint(pair.certificate()));
  }

  /// For as long as this lives; certificates change within.
  public SSLContext context() {
    return context;
  }

  /// Best first.
  public List<String> suites() {
    return Ciphers.suites(Ciphers.thisMachineHasAes());
  }

  public List<String> protocols() {
    return Ciphers.PROTOCOLS;
  }

  /// What people trust; empty when the certificate is one that others keep.
  public Optional<X509Certificate> authority() {
    return authority;
  }

  /// The authority is new: nobody can have trusted it before.
  public boolean isFirst() {
    return isFirst;
  }

  /// SHA-256 as people compare it: `AB:CD:...`.
  public static String fingerprint(X509Certificate certificate) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate that was read has bytes", e);
    }
  }

  @Override
  public void close() {
    thread.close();
  }
}
