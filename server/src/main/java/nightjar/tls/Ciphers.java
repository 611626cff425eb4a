package nightjar.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Which ciphers, in which order: forward secret and authenticated ones only. Without AES
/// instructions AES takes four times what ChaCha20 takes: docs/design/tls.md.
final class Ciphers {
  static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

  private static final Path CPUINFO = Path.of("/proc/cpuinfo");
  private static final List<String> AES =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");
  private static final List<String> CHACHA20 =
      List.of(
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  private Ciphers() {}

  /// Best first.
  static List<String> suites(boolean aesInstructions) {
    return (aesInstructions
            ? Stream.concat(AES.stream(), CHACHA20.stream())
            : Stream.concat(CHACHA20.stream(), AES.stream()))
        .toList();
  }

  /// @param cpuinfo the kernel's text: `flags` on x86-64, `Features` on arm64
  static boolean hasAes(String cpuinfo) {
    return cpuinfo
        .lines()
        .filter(line -> line.matches("(flags|Features)\\s*:.*"))
        .anyMatch(line -> Arrays.asList(line.split("\\s+")).contains("aes"));
  }

  static boolean thisMachineHasAes() {
    try {
      return hasAes(Files.readString(CPUINFO));
    } catch (IOException _) {
      return false;
    }
  }
}
