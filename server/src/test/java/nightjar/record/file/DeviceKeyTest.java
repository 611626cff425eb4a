package nightjar.record.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The key is made once, and never quietly replaced.
class DeviceKeyTest {
  private static final byte[] MESSAGE = {1, 2, 3};

  @TempDir private Path folder;

  @Test
  void isMadeOnceAndIsTheSameAfterwards() throws Exception {
    var first = DeviceKey.open(folder);
    var again = DeviceKey.open(folder);
    assertEquals(first.proof(), again.proof());
    assertTrue(first.proof().signed(MESSAGE, again.sign(MESSAGE)));
    assertEquals(first.proof(), ProofKey.ofPem(Files.readString(publicFile())));
    assertNotEquals(first.proof(), DeviceKey.fresh().proof());
  }

  @Test
  void isForItsUserOnly() throws Exception {
    DeviceKey.open(folder);
    var mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(secretFile()));
    assertEquals("rw-------", mode);
  }

  @Test
  void aPublicHalfThatIsMissingIsMadeAgain() throws Exception {
    var key = DeviceKey.open(folder);
    var text = Files.readString(publicFile());
    Files.delete(publicFile());
    assertEquals(key.proof(), DeviceKey.open(folder).proof());
    assertEquals(text, Files.readString(publicFile()));
  }

  @Test
  void refusesWhatIsBrokenAndSaysWhatToDo() throws Exception {
    DeviceKey.open(folder);
    var secret = Files.readString(secretFile());
    Files.writeString(secretFile(), secret.substring(0, 40));
    refuses(secretFile() + " is broken (there is no PRIVATE KEY in it): put it back from a copy");
    Files.writeString(secretFile(), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----");
    refuses(secretFile() + " is broken (");
    Files.writeString(secretFile(), secret);
    Files.writeString(publicFile(), DeviceKey.fresh().proof().pem());
    refuses(publicFile() + " does not belong to " + secretFile() + ": put the right one back");
    Files.writeString(publicFile(), "");
    refuses(publicFile() + " is broken (there is no PUBLIC KEY in it): remove it");
  }

  @Test
  void neverReplacesASecretThatWasLost() throws Exception {
    DeviceKey.open(folder);
    Files.delete(secretFile());
    refuses(secretFile() + " is missing, though " + publicFile() + " is there: put it back");
    assertFalse(Files.exists(secretFile()));
  }

  @Test
  void signsAsTheStandardSays() throws Exception { // RFC 8032, 7.1, test 1
    Files.writeString(
        secretFile(),
        Pem.write(
            "PRIVATE KEY",
            hex(
                "302e020100300506032b657004220420"
                    + "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")));
    var key = DeviceKey.open(folder);
    assertEquals(
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", hex(key.proof().raw()));
    assertTrue(hex(key.sign(new byte[0])).startsWith("e5564300c360ac729086e2cc806e828a84877f1e"));
  }

  private void refuses(String why) {
    var e = assertThrows(IOException.class, () -> DeviceKey.open(folder));
    assertTrue(String.valueOf(e.getMessage()).startsWith(why), e::getMessage);
  }

  private Path secretFile() {
    return folder.resolve("proof-key.pem");
  }

  private Path publicFile() {
    return folder.resolve("proof-key.pub.pem");
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
