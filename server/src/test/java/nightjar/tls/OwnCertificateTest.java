package nightjar.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A certificate that others keep.
class OwnCertificateTest {
  @TempDir private Path dir;
  private Path certificate;
  private Path key;

  @BeforeEach
  void write() throws Exception {
    certificate = dir.resolve("fullchain.pem");
    key = dir.resolve("privkey.pem");
    Pem.write(dir.resolve("one"), certificate, key);
  }

  private OwnCertificate open() throws IOException {
    return new OwnCertificate(new TlsConfig.Own(certificate, key));
  }

  @Test
  void isReadWithItsChainAndWordsBetween() throws Exception {
    var ca = Pem.write(dir.resolve("one"), certificate, key);
    var leaf = Files.readString(certificate);
    Files.writeString(certificate, "subject=me\n" + leaf + "\nissuer=you\n" + Pem.text(ca));
    assertEquals(2, open().pair().chain().size());
  }

  @Test
  void aKeyOfAnotherKindIsRefused() throws Exception {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    Files.writeString(key, Pem.text(generator.generateKeyPair().getPrivate()));
    refused("tls.key " + key + " is no EC key, which the certificate has");
  }

  @Test
  void isReadAgainWhenItChanges() throws Exception {
    var own = open();
    var first = own.pair();
    assertTrue(own.look().isEmpty());
    var before = Files.readString(key);
    Pem.write(dir.resolve("two"), certificate, key);
    var newKey = Files.readString(key);
    Files.writeString(key, before); // a renewal caught in the middle
    touch();
    assertThrows(IOException.class, own::look);
    assertThrows(IOException.class, own::look, "and again, until they fit");
    assertEquals(first, own.pair());
    Files.writeString(key, newKey);
    touch();
    assertNotEquals(first, own.look().orElseThrow());
    assertTrue(own.look().isEmpty());
  }

  private void touch() throws IOException {
    var later = FileTime.fromMillis(System.currentTimeMillis() + 10_000);
    Files.setLastModifiedTime(key, later);
  }

  @Test
  void whatIsWrongIsSaid() throws Exception {
    var rightKey = Files.readString(key);
    var rightCertificate = Files.readString(certificate);
    for (var kind : new String[] {"EC ", "RSA ", "ENCRYPTED "}) {
      Files.writeString(key, rightKey.replace("PRIVATE", kind + "PRIVATE"));
      refused(
          "tls.key %s is \"%sPRIVATE KEY\", and must be \"PRIVATE KEY\". This converts it: openssl pkcs8 -topk8 -nocrypt -in %1$s -out NEW"
              .formatted(key, kind));
    }
    Files.writeString(key, "secret");
    refused("tls.key " + key + " holds no private key in PEM");
    Files.delete(key);
    refused("tls.key " + key + " does not exist");
    Files.writeString(key, rightKey);
    Files.writeString(certificate, rightKey);
    refused("tls.certificate " + certificate + " holds no certificate in PEM");
    Files.writeString(certificate, rightCertificate.replaceFirst("\n.{64}\n", "\n"));
    refused("tls.certificate " + certificate + " is damaged");
    Pem.write(dir.resolve("two"), certificate, dir.resolve("other.pem"));
    refused("tls.key " + key + " is not the key of the first certificate in " + certificate);
    Files.delete(certificate);
    refused("tls.certificate " + certificate + " does not exist");
  }

  private void refused(String why) {
    var e = assertThrows(IOException.class, this::open);
    assertTrue(String.valueOf(e.getMessage()).startsWith(why), e::toString);
    assertTrue(!String.valueOf(e.getMessage()).contains("secret"), e::toString);
  }

  /// Read or refused, never anything else.
  @Test
  void anyBytes() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    var right = Files.readAllBytes(certificate);
    var rightKey = Files.readAllBytes(key);
    for (int i = 0; i < 500; i++) {
      Files.write(certificate, broken(random, right));
      Files.write(key, i % 2 == 0 ? rightKey : broken(random, rightKey));
      try {
        open();
      } catch (IOException _) {
        // as it should
      } catch (RuntimeException e) {
        throw new AssertionError("-Dseed=" + seed, e);
      }
    }
  }

  private static byte[] broken(Random random, byte[] right) {
    var bytes = Arrays.copyOf(right, 1 + random.nextInt(right.length));
    if (random.nextBoolean()) {
      bytes = right.clone();
    }
    for (int edits = random.nextInt(4); edits > 0; edits--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(128);
    }
    return bytes;
  }
}
