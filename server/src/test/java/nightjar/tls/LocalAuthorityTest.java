package nightjar.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXReason;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import nightjar.base.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The authority and what it signs, as others judge them.
class LocalAuthorityTest {
  private static final Instant AUTUMN = Instant.parse("2026-11-25T12:00:00Z");

  @TempDir private Path dir;
  private Path folder;
  private final Set<InetAddress> addresses = new LinkedHashSet<>();
  private Instant now = AUTUMN;

  private final Clock clock =
      new Clock() {
        @Override
        public Instant wall() {
          return now;
        }

        @Override
        public long ticks() {
          return 0;
        }

        @Override
        public void sleep(Duration howLong) {
          throw new AssertionError("nobody sleeps here");
        }
      };

  @BeforeEach
  void addresses() {
    folder = dir.resolve("data/tls");
    addresses.add(InetAddress.ofLiteral("127.0.0.1"));
    addresses.add(InetAddress.ofLiteral("192.168.7.7"));
    addresses.add(InetAddress.ofLiteral("fd00::7"));
  }

  private LocalAuthority open(String... names) throws Exception {
    var wanted = new LocalAuthority.Wanted("attic", List.of(names), () -> Set.copyOf(addresses));
    return LocalAuthority.open(folder, wanted, clock, new Keytool());
  }

  @Test
  void isWhatBrowsersAskFor() throws Exception {
    var authority = open("attic.local", "attic", "localhost");
    var ca = authority.certificate();
    assertTrue(ca.getSubjectX500Principal().getName().matches("CN=Nightjar attic [0-9a-f]{4}"));
    assertEquals(0, ca.getBasicConstraints());
    assertEquals(Instant.parse("2026-01-01T00:00:00Z"), ca.getNotBefore().toInstant());
    assertEquals(Instant.parse("2046-01-01T00:00:00Z"), ca.getNotAfter().toInstant());
    assertEquals(Set.of("2.5.29.15", "2.5.29.19", "2.5.29.30"), ca.getCriticalExtensionOIDs());
    assertTrue(ca.getKeyUsage()[5] && ca.getKeyUsage()[6], "signs certificates and lists");
    assertTrue(!ca.getKeyUsage()[0], "signs nothing else");
    var leaf = authority.pair().certificate();
    assertEquals(List.of("1.3.6.1.5.5.7.3.1"), leaf.getExtendedKeyUsage());
    assertEquals(-1, leaf.getBasicConstraints());
    assertEquals(
        new Identity(Set.of("attic.local", "attic", "localhost"), addresses),
        Leaf.of(leaf).identity());
    assertEquals(AUTUMN.minus(Duration.ofDays(1)), leaf.getNotBefore().toInstant());
    assertEquals(
        Duration.ofDays(397), Duration.between(Leaf.of(leaf).from(), Leaf.of(leaf).until()));
    assertTrue(authority.isNew());
    validate(ca, leaf);
  }

  @Test
  void nobodyElseReadsItsFiles() throws Exception {
    open("attic");
    assertEquals("rwx------", mode(folder));
    assertEquals("rwx------", mode(folder.getParent()));
    try (var files = Files.list(folder)) {
      var found = files.sorted().toList();
      assertEquals("[authority.p12, server.p12]", names(found));
      for (var file : found) {
        assertEquals("rw-------", mode(file));
      }
    }
  }

  private static String names(List<Path> files) {
    return files.stream().map(Path::getFileName).toList().toString();
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void staysWhatItIs() throws Exception {
    var first = open("attic");
    var bytes = Files.readAllBytes(folder.resolve("server.p12"));
    Files.createDirectories(folder.resolve("work")); // as after a loss of power
    Files.writeString(folder.resolve("work/new.p12"), "half");
    var second = open("attic");
    assertEquals(first.certificate(), second.certificate());
    assertEquals(first.pair(), second.pair());
    assertTrue(!second.isNew() && second.look().isEmpty());
    assertArrayEquals(bytes, Files.readAllBytes(folder.resolve("server.p12")));
    assertTrue(!Files.exists(folder.resolve("work")));
  }

  @Test
  void onlyTheLeafIsInTheServersFile() throws Exception {
    open("attic");
    var store = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(folder.resolve("server.p12"))) {
      store.load(in, Keytool.PASSWORD);
    }
    assertEquals(List.of("server"), Collections.list(store.aliases()));
  }

  @Test
  void aNewAddressIsAddedAndOneThatVanishesStays() throws Exception {
    var authority = open("attic");
    var before = authority.pair().certificate();
    addresses.remove(InetAddress.ofLiteral("192.168.7.7"));
    assertTrue(authority.look().isEmpty());
    addresses.add(InetAddress.ofLiteral("203.0.113.5")); // outside: nobody asks for it
    assertTrue(authority.look().isEmpty());
    addresses.add(InetAddress.ofLiteral("10.0.0.9"));
    var after = authority.look().orElseThrow().certificate();
    assertNotEquals(before, after);
    assertTrue(Leaf.of(after).identity().addresses().contains(InetAddress.ofLiteral("10.0.0.9")));
    validate(authority.certificate(), after);
    assertTrue(authority.look().isEmpty());
  }

  /// No clock at first boot: 1970, until the network tells.
  @Test
  void aClockThatWasWrongMatters() throws Exception {
    now = Instant.EPOCH;
    var authority = open("attic");
    assertEquals(LocalAuthority.START, authority.pair().certificate().getNotBefore().toInstant());
    assertTrue(authority.look().isEmpty());
    now = AUTUMN;
    assertTrue(authority.look().isEmpty());
    now = Instant.parse("2031-05-05T00:00:00Z");
    var later = authority.look().orElseThrow().certificate();
    assertEquals(Instant.parse("2031-05-04T00:00:00Z"), later.getNotBefore().toInstant());
    now = AUTUMN;
    assertTrue(authority.look().isPresent());
  }

  @Test
  void whatCannotBeReadIsMadeAnew() throws Exception {
    var ca = open("attic").certificate();
    Files.writeString(folder.resolve("server.p12"), "half");
    var again = open("attic");
    assertEquals(ca, again.certificate());
    validate(ca, again.pair().certificate());
    Files.delete(folder.resolve("authority.p12"));
    var other = open("attic");
    assertNotEquals(ca, other.certificate());
    validate(other.certificate(), other.pair().certificate());
  }

  /// What people trust is never replaced behind their backs.
  @Test
  void aDamagedAuthorityIsSaid() throws Exception {
    open("attic");
    Files.writeString(folder.resolve("authority.p12"), "half");
    var e = assertThrows(IOException.class, () -> open("attic"));
    assertTrue(e.getMessage().startsWith(folder + "/authority.p12 cannot be used ("), e::toString);
  }

  @Test
  void aNameItMayNotSpeakForIsLeftOut() throws Exception {
    open("attic");
    var renamed = open("attic", "cellar", "cellar.local");
    assertEquals(
        Set.of("attic", "cellar.local"), Leaf.of(renamed.pair().certificate()).identity().names());
    assertTrue(renamed.look().isEmpty());
  }

  @Test
  void aThiefOfItCannotPoseAsOthers() throws Exception {
    var ca = open("attic").certificate();
    var forged =
        new String[][] {
          {"attic.local", "", "valid"},
          {"x.home.arpa", "192.168.1.1", "valid"},
          {"", "fd00::1", "valid"},
          {"example.com", "", "refused"},
          {"local.com", "", "refused"},
          {"", "8.8.8.8", "refused"},
          {"", "2001:db8::1", "refused"},
          {"attic.local", "8.8.8.8", "refused"},
        };
    for (int i = 0; i < forged.length; i++) {
      var work = dir.resolve("forged-" + i + ".p12");
      var authority = folder.resolve("authority.p12");
      var leaf = Pem.forged(authority, work, forged[i][0], forged[i][1]).certificate();
      var what = forged[i][0] + " " + forged[i][1];
      boolean valid = forged[i][2].equals("valid");
      assertEquals(valid, javaAccepts(ca, leaf), what);
      if (Files.exists(Path.of("/usr/bin/openssl"))) {
        assertEquals(valid, opensslAccepts(ca, leaf), what);
      }
    }
  }

  private static boolean javaAccepts(X509Certificate ca, X509Certificate leaf) throws Exception {
    try {
      validate(ca, leaf);
      return true;
    } catch (CertPathValidatorException e) {
      assertEquals(PKIXReason.INVALID_NAME, e.getReason());
      return false;
    }
  }

  /// By the authority's key, with its certificate as part of the path: Java does not read the
  /// constraints of an anchor.
  private static void validate(X509Certificate ca, X509Certificate leaf) throws Exception {
    var anchor = new TrustAnchor(ca.getSubjectX500Principal(), ca.getPublicKey(), null);
    var trust = new PKIXParameters(Set.of(anchor));
    trust.setRevocationEnabled(false);
    trust.setDate(Date.from(leaf.getNotBefore().toInstant().plusSeconds(1)));
    var path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(leaf, ca));
    CertPathValidator.getInstance("PKIX").validate(path, trust);
  }

  private boolean opensslAccepts(X509Certificate ca, X509Certificate leaf) throws Exception {
    var when = leaf.getNotBefore().toInstant().plusSeconds(1).getEpochSecond();
    var command = new ArrayList<String>();
    command.addAll(List.of("openssl", "verify", "-x509_strict", "-attime", "" + when));
    command.addAll(List.of("-purpose", "sslserver", "-CAfile"));
    command.add(Pem.inFile(dir.resolve("ca.pem"), ca).toString());
    command.add(Pem.inFile(dir.resolve("leaf.pem"), leaf).toString());
    var child = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(child.getInputStream().readAllBytes(), UTF_8);
    boolean accepted = child.waitFor() == 0;
    assertTrue(accepted || said.contains("permitted subtree violation"), said);
    return accepted;
  }

  @Test
  void withoutKeytoolItIsSaid() throws Exception {
    var wanted = new LocalAuthority.Wanted("attic", List.of("attic"), Set::of);
    var broken = new Keytool(Path.of("/bin/false"));
    var e =
        assertThrows(IOException.class, () -> LocalAuthority.open(folder, wanted, clock, broken));
    assertTrue(e.getMessage().startsWith("/bin/false made no certificate"), e::toString);
    assertTrue(!Files.exists(folder.resolve("authority.p12")));
  }
}
