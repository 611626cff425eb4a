package nightjar.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import nightjar.camera.RtspOptions.Login;
import nightjar.camera.SourceConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Secrets that stand outside the settings file.
class SecretsTest {
  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(strings = {"open sesame", "open sesame\n", "open sesame\r\n"})
  void aFileOrACredentialHoldsOne(String content) throws Exception {
    var file = write("secret", content, "rw-------");
    assertEquals("open sesame", taken("{file: \"" + file + "\"}"));
    var credential = write("porch-password", content, "r--r--r--"); // systemd guards its folder
    assertEquals("open sesame", taken("{credential: " + credential.getFileName() + "}"));
  }

  @Test
  void asMuchAsFits() throws Exception {
    var most = "s".repeat(4096);
    assertEquals(most, taken("{file: \"" + write("most", most + "\n", "rw-------") + "\"}"));
    assertRefused(
        "{file: \"" + write("more", most + "s", "rw-------") + "\"}", "larger than 4 KiB");
    assertRefused(
        "{file: \"" + write("much", most + most, "rw-------") + "\"}", "larger than 4 KiB");
  }

  @ParameterizedTest
  @CsvSource({
    "rw-r-----, chmod 600",
    "rw----r--, chmod 600",
    "rw--w----, chmod 600",
    "rw-----w-, chmod 600"
  })
  void aFileThatOthersCanReadIsRefused(String mode, String words) throws Exception {
    assertRefused("{file: \"" + write("secret", "open sesame", mode) + "\"}", words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{file: secret}                       | must be named in full",
        "{file: DIR/none}                     | there is no file",
        "{file: DIR}                          | is no plain file",
        "{credential: none}                   | LoadCredential=none:/path",
        "{credential: ../secret}              | a credential's name is",
        "{credential: ..}                     | a credential's name is",
        "{credential: ''}                     | a credential's name is",
        "{fiel: secret}                       | must be a text, {file: /path} or {credential: NAME}",
        "{file: DIR/a, credential: b}         | must be a text, {file: /path} or {credential: NAME}",
        "[open sesame]                        | must be a text, {file: /path} or {credential: NAME}",
      })
  void whatIsNoneIsRefused(String value, String words) {
    assertRefused(value.replace("DIR", dir.toString()), words);
  }

  @ParameterizedTest
  @CsvSource({
    "'',is empty",
    "'\n',is empty",
    "'open\nsesame',one line",
    "'open\u0000sesame',one line"
  })
  void whatHoldsNoneIsRefused(String content, String words) throws Exception {
    assertRefused("{file: \"" + write("secret", content, "rw-------") + "\"}", words);
  }

  @Test
  void noCredentialsWithoutSystemd() {
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> new Secrets(null).ofCredential("password"));
    assertTrue(e.getMessage().contains("$CREDENTIALS_DIRECTORY is not set"), e::getMessage);
  }

  @Test
  void aCameraTakesItsPasswordFromAFile() throws Exception {
    var secret = write("secret", "open sesame\n", "rw-------");
    var settings = read("{file: \"" + secret + "\"}", "rw-r--r--");
    var source = (SourceConfig.Rtsp) settings.cameras().getFirst().source();
    assertEquals(new Login("ana", "open sesame"), source.options().login().get());
    assertEquals(List.of(), settings.warnings()); // the file itself holds none
  }

  @ParameterizedTest
  @CsvSource({"rw-------, 0", "rw-r-----, 1", "rw----r--, 1", "rw-rw-rw-, 1"})
  void aSettingsFileThatHoldsOneAndOthersCanReadIsWarnedOf(String mode, int warnings)
      throws Exception {
    var said = read("sesame", mode).warnings();
    assertEquals(warnings, said.size());
    for (var line : said) {
      assertTrue(line.contains(":6: cameras.porch.password: "), line);
      assertTrue(line.endsWith("chmod 600 " + dir.resolve("nightjar.yaml")), line);
      assertFalse(line.contains("sesame"), line);
    }
  }

  private Settings read(String password, String mode) throws Exception {
    var yaml =
        """
        cameras:
          porch:
            source: rtsp
            url: rtsp://10.0.0.9/
            user: ana
            password: %s
        """;
    return Settings.read(write("nightjar.yaml", yaml.formatted(password), mode));
  }

  private Path write(String name, String text, String mode) throws IOException {
    var file = Files.writeString(dir.resolve(name), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private String taken(String value) throws BadConfigException {
    var problems = new Problems(dir.resolve("nightjar.yaml").toString());
    var section = YamlFile.parse("password: " + value, problems);
    var secret = section.takeSecret("password", new Secrets(dir));
    problems.throwIfAny();
    return secret;
  }

  private void assertRefused(String value, String words) {
    var e = assertThrows(BadConfigException.class, () -> taken(value));
    assertTrue(e.getMessage().contains(":1: password: "), e::getMessage);
    assertTrue(e.getMessage().contains(words), e::getMessage);
    assertFalse(e.getMessage().contains("sesame"), e::getMessage);
  }
}
