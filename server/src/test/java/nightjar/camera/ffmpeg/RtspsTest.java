package nightjar.camera.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import nightjar.base.Clock;
import nightjar.camera.RtspOptions;
import nightjar.camera.RtspOptions.Login;
import nightjar.camera.RtspOptions.Transport;
import nightjar.camera.ffmpeg.RtspServer.Behaviour;
import nightjar.container.fmp4.Openh264;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whose certificate an encrypted camera may have: anybody's, or with `ca` that one's alone.
class RtspsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir static Path dir;

  private static List<byte[]> units;
  private static SSLContext camera;
  private static SSLContext impostor;

  @BeforeAll
  static void make() throws Exception {
    units = Openh264.encode("constrained_baseline", 320, 240, 20);
    camera = keys("camera");
    impostor = keys("impostor");
  }

  /// As cameras have them: signed by itself, for a name of its own.
  private static SSLContext keys(String name) throws Exception {
    var file = dir.resolve(name + ".p12");
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var command =
        List.of(
            keytool,
            "-genkeypair",
            "-alias",
            name,
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=" + name,
            "-ext",
            "san=dns:" + name,
            "-storetype",
            "PKCS12",
            "-keystore",
            file.toString(),
            "-storepass",
            new String(PASSWORD));
    assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
    var store = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    var der = Base64.getMimeEncoder().encodeToString(store.getCertificate(name).getEncoded());
    Files.writeString(
        pem(name), "-----BEGIN CERTIFICATE-----\n" + der + "\n-----END CERTIFICATE-----\n");
    var keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, PASSWORD);
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private static Path pem(String name) {
    return dir.resolve(name + ".pem");
  }

  private static RtspSource open(String address, Optional<Path> ca) throws Exception {
    var login = Optional.of(new Login("admin", "yellow-stairs"));
    var options = new RtspOptions(URI.create(address), Optional.empty(), login, Transport.TCP, ca);
    return new RtspSource(options, Clock.SYSTEM);
  }

  @Test
  void withoutCaAnyWillDo() throws Exception {
    try (var server = new RtspServer(units, Behaviour.USUAL, impostor);
        var source = open(server.address(), Optional.empty())) {
      assertTrue(source.next().idr());
    }
  }

  @Test
  void withCaItIsThatOneAtAnAddress() throws Exception {
    try (var server = new RtspServer(units, Behaviour.USUAL, camera);
        var source = open(server.address(), Optional.of(pem("camera")))) {
      assertTrue(source.next().idr());
    }
  }

  @Test
  void anImpostorIsToldNothing() throws Exception {
    try (var server = new RtspServer(units, Behaviour.USUAL, impostor)) {
      assertThrows(
          IOException.class, () -> open(server.address(), Optional.of(pem("camera"))).close());
      assertEquals(0, server.requests());
    }
  }

  @Test
  void withCaANameMustBeTheCertificatesToo() throws Exception {
    try (var server = new RtspServer(units, Behaviour.USUAL, camera)) {
      var byName = server.address().replace("127.0.0.1", "localhost");
      assertThrows(IOException.class, () -> open(byName, Optional.of(pem("camera"))).close());
      assertEquals(0, server.requests());
    }
  }

  @Test
  void aCaThatIsNotThereLetsNobodyIn() throws Exception {
    try (var server = new RtspServer(units, Behaviour.USUAL, camera)) {
      var missing = Optional.of(dir.resolve("missing.pem"));
      assertThrows(IOException.class, () -> open(server.address(), missing).close());
      assertEquals(0, server.requests());
    }
  }

  /// Out of the encryption least of all.
  @Test
  void aRedirectIsNotFollowedEither() throws Exception {
    try (var server = new RtspServer(units, Behaviour.USUAL, camera);
        var clear = new RtspServer(units, Behaviour.USUAL)) {
      server.moveTo(clear.address());
      assertThrows(IOException.class, () -> open(server.address(), Optional.empty()).close());
      assertEquals(0, clear.accepted());
    }
  }
}
