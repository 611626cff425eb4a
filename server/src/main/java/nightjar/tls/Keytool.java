package nightjar.tls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The JDK's own maker of certificates, as a child. A library for it in this process would cost 12
/// to 28 MB for good; this costs its time, once at first boot and once a year.
final class Keytool {
  /// PKCS#12 wants one. What keeps the key is the mode of its file and folder: a second file with a
  /// password would lie beside the first.
  static final char[] PASSWORD = "nightjar".toCharArray();

  static final String AUTHORITY = "authority";
  static final String SERVER = "server";

  private static final String PASSWORD_VARIABLE = "NIGHTJAR_STORE_PASSWORD";
  private static final Duration PATIENCE = Duration.ofMinutes(2); // a busy board may take 30 s
  private static final int MOST_SAID = 2000; // bytes
  private static final DateTimeFormatter START =
      DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path program;
  private final Duration patience;

  Keytool() {
    this(Path.of(System.getProperty("java.home"), "bin", "keytool"));
  }

  Keytool(Path program) {
    this(program, PATIENCE);
  }

  Keytool(Path program, Duration patience) {
    this.program = program;
    this.patience = patience;
  }

  /// A key that signs itself, in a new file.
  void makeAuthority(Path store, String name, Constraints constraints, Instant start, int days)
      throws IOException, InterruptedException {
    run(
        store,
        Stream.concat(
            common(store, AUTHORITY, name, start, days),
            Stream.of(
                "-ext",
                "bc:critical=ca:true,pathlen:0",
                "-ext",
                "ku:critical=keyCertSign,cRLSign",
                "-ext",
                Constraints.OID + ":critical=" + HexFormat.of().formatHex(constraints.der()))));
  }

  /// A key signed by the authority in the same file.
  void makeServer(Path store, Identity identity, Instant start)
      throws IOException, InterruptedException {
    var name = identity.names().stream().findFirst().orElse("localhost");
    run(
        store,
        Stream.concat(
            common(store, SERVER, name, start, (int) Leaf.LASTS.toDays()),
            Stream.of(
                "-signer",
                AUTHORITY,
                "-ext",
                "san=" + alternatives(identity),
                "-ext",
                "ku:critical=digitalSignature",
                "-ext",
                "eku=serverAuth")));
  }

  private static String alternatives(Identity identity) {
    var dns = identity.names().stream().map(name -> "dns:" + name);
    var ip = identity.addresses().stream().map(InetAddress::getHostAddress).map(a -> "ip:" + a);
    return Stream.concat(dns, ip).collect(Collectors.joining(","));
  }

  private static Stream<String> common(
      Path store, String alias, String name, Instant start, int days) {
    return Stream.of(
        "-genkeypair",
        "-alias",
        alias,
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-sigalg",
        "SHA256withECDSA",
        "-dname",
        "CN=" + name,
        "-startdate",
        START.format(start),
        "-validity",
        Integer.toString(days),
        "-storetype",
        "PKCS12",
        "-keystore",
        store.toString(),
        "-storepass:env",
        PASSWORD_VARIABLE);
  }

  private void run(Path store, Stream<String> options) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(program.toString());
    Collections.addAll(
        command, "-J-XX:TieredStopAtLevel=1", "-J-Xshare:auto", "-J-XX:+UseSerialGC");
    Collections.addAll(command, "-J-Xmx32m", "-J-Duser.timezone=UTC", "-J-Duser.language=en");
    options.forEach(command::add);
    // A file, not a pipe: reading a pipe would wait for whoever holds it, for ever.
    var said = store.resolveSibling("said");
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(said.toFile());
    builder.environment().put(PASSWORD_VARIABLE, new String(PASSWORD));
    // Options meant for this program are not the child's, which would also speak of them.
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    var child = builder.start();
    try {
      child.getOutputStream().close(); // it may ask questions; the answer is none
      boolean ended = child.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        throw new IOException(
            "%s made no certificate within %d s: %s"
                .formatted(program, patience.toSeconds(), text(said)));
      }
      if (child.exitValue() != 0) {
        throw new IOException(program + " made no certificate: " + text(said));
      }
    } finally {
      child.descendants().forEach(ProcessHandle::destroyForcibly);
      child.destroyForcibly();
      Files.deleteIfExists(said);
    }
  }

  private static String text(Path said) throws IOException {
    try (var in = Files.newInputStream(said)) {
      return new String(in.readNBytes(MOST_SAID), UTF_8).strip();
    }
  }
}
