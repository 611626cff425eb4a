package nightjar.tls;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import nightjar.base.Clock;
import nightjar.base.WholeFile;

/// An authority of this house alone, and the server's certificate it signs.
///
/// `authority.p12` is written once and never again: what people trust must outlive everything.
/// `server.p12` is made anew when it no longer does.
final class LocalAuthority implements Keeper {
  private static final System.Logger log = System.getLogger(LocalAuthority.class.getName());

  /// Fixed, for the clock may be years off at first boot.
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  static final int DAYS = 20 * 365 + 5;

  private static final int LONGEST_HOST = 40; // of the 64 letters a common name may have

  private final Path folder;
  private final Keytool keytool;
  private final Clock clock;
  private final Addresses addresses;
  private final Identity fixed;
  private final X509Certificate certificate;
  private final Constraints constraints;
  private final boolean isNew;
  private CurrentKey.Pair pair;

  /// Those of this machine now.
  @FunctionalInterface
  interface Addresses {
    Set<InetAddress> now() throws IOException;
  }

  /// @param names all that the server is called, the host's own among them
  record Wanted(String hostname, List<String> names, Addresses addresses) {}

  private LocalAuthority(
      Path folder, Keytool keytool, Clock clock, Wanted wanted, CurrentKey.Pair own, boolean isNew)
      throws IOException, InterruptedException {
    this.folder = folder;
    this.keytool = keytool;
    this.clock = clock;
    this.addresses = wanted.addresses;
    this.isNew = isNew;
    this.certificate = own.certificate();
    this.constraints = constraints(certificate);
    this.fixed = Identity.of(wanted.names, Set.of());
    warnOfWhatIsLeftOut();
    var stored = stored();
    var needed = needed(stored);
    this.pair =
        needed.isEmpty() && stored.isPresent() ? stored.get() : made(needed.orElse("it is gone"));
  }

  static LocalAuthority open(Path folder, Wanted wanted, Clock clock, Keytool keytool)
      throws IOException, InterruptedException {
    PrivateFolders.make(folder);
    PrivateFolders.remove(work(folder));
    var file = folder.resolve("authority.p12");
    boolean isNew = !Files.exists(file);
    if (isNew) {
      make(folder, file, wanted, keytool);
    }
    return new LocalAuthority(folder, keytool, clock, wanted, authority(file), isNew);
  }

  /// Never replaced behind people's backs: every device would have to trust anew.
  private static CurrentKey.Pair authority(Path file) throws IOException {
    try {
      var own = CurrentKey.Pair.of(read(file), Keytool.AUTHORITY);
      constraints(own.certificate());
      return own;
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      throw new IOException(
          "%s cannot be used (%s). Bring back a copy of it, or remove it for a new authority, which every device must then trust anew"
              .formatted(file, Objects.requireNonNullElse(e.getMessage(), "it is cut off")),
          e);
    }
  }

  private static Path work(Path folder) {
    return folder.resolve("work");
  }

  private static void make(Path folder, Path file, Wanted wanted, Keytool keytool)
      throws IOException, InterruptedException {
    PrivateFolders.make(work(folder));
    try {
      var store = work(folder).resolve("new.p12");
      var tail = HexFormat.of().toHexDigits((short) new Random().nextInt());
      var host = wanted.hostname.replaceAll("[^A-Za-z0-9.-]", "");
      var name = host.substring(0, Math.min(host.length(), LONGEST_HOST));
      keytool.makeAuthority(
          store,
          ("Nightjar " + name).strip() + " " + tail,
          Constraints.of(wanted.names),
          START,
          DAYS);
      WholeFile.replace(file, Files.readAllBytes(store));
    } finally {
      PrivateFolders.remove(work(folder));
    }
  }

  private static Constraints constraints(X509Certificate certificate) {
    var octets = certificate.getExtensionValue(Constraints.OID);
    if (octets == null) {
      throw new IllegalArgumentException("it has no name constraints");
    }
    return Constraints.parse(Constraints.unwrapped(octets));
  }

  private void warnOfWhatIsLeftOut() {
    var left = fixed.beyond(fixed.within(constraints));
    if (!left.isEmpty()) {
      log.log(
          WARNING,
          "the authority in {0} was made for other names: the certificate leaves out {1}."
              + " Remove the folder for a new authority, which every device must then trust anew",
          folder,
          left);
    }
  }

  X509Certificate certificate() {
    return certificate;
  }

  /// Made just now: nobody can have trusted it before.
  boolean isNew() {
    return isNew;
  }

  @Override
  public CurrentKey.Pair pair() {
    return pair;
  }

  @Override
  public Optional<CurrentKey.Pair> look() throws IOException, InterruptedException {
    var needed = needed(Optional.of(pair));
    if (needed.isEmpty()) {
      return Optional.empty();
    }
    pair = made(needed.get());
    return Optional.of(pair);
  }

  private Optional<String> needed(Optional<CurrentKey.Pair> current) throws IOException {
    var leaf = current.flatMap(p -> leaf(p.certificate()));
    return Renewal.reason(leaf, wanted(), START, clock.wall());
  }

  private static Optional<Leaf> leaf(X509Certificate certificate) {
    try {
      return Optional.of(Leaf.of(certificate));
    } catch (CertificateParsingException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private Identity wanted() throws IOException {
    return new Identity(fixed.names(), addresses.now()).within(constraints);
  }

  private Path file() {
    return folder.resolve("server.p12");
  }

  /// Empty when it is not there, or another authority's, or cannot be read.
  private Optional<CurrentKey.Pair> stored() throws IOException {
    if (!Files.exists(file())) {
      return Optional.empty();
    }
    try {
      var found = CurrentKey.Pair.of(read(file()), Keytool.SERVER);
      found.certificate().verify(certificate.getPublicKey());
      return Optional.of(found);
    } catch (GeneralSecurityException | IOException e) {
      log.log(WARNING, "{0} cannot be used: {1}", file(), e.getMessage());
      return Optional.empty();
    }
  }

  private CurrentKey.Pair made(String why) throws IOException, InterruptedException {
    PrivateFolders.make(work(folder));
    try {
      var store = work(folder).resolve("new.p12");
      Files.copy(folder.resolve("authority.p12"), store);
      keytool.makeServer(store, wanted(), Renewal.start(START, clock.wall()));
      var made = CurrentKey.Pair.of(read(store), Keytool.SERVER);
      WholeFile.replace(file(), alone(made));
      log.log(
          INFO,
          "new certificate until {0}: {1}",
          made.certificate().getNotAfter().toInstant(),
          why);
      return made;
    } catch (GeneralSecurityException e) {
      throw new IOException("the new certificate cannot be used: " + e.getMessage(), e);
    } finally {
      PrivateFolders.remove(work(folder));
    }
  }

  /// Without the authority's key, which is in the store it was signed in.
  private static byte[] alone(CurrentKey.Pair pair) throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    var chain = pair.chain().toArray(Certificate[]::new);
    store.setKeyEntry(Keytool.SERVER, pair.key(), Keytool.PASSWORD, chain);
    var bytes = new ByteArrayOutputStream();
    store.store(bytes, Keytool.PASSWORD);
    return bytes.toByteArray();
  }

  private static KeyStore read(Path file) throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      store.load(in, Keytool.PASSWORD);
    }
    return store;
  }
}
