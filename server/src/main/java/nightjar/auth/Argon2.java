package nightjar.auth;

import java.io.IOException;

/// The one way passwords are hashed, so that tests can count how often.
interface Argon2 {
  /// @return the hash with its parameters and salt, as `$argon2id$...`
  String hash(byte[] password) throws IOException;

  /// @param encoded what [#hash] returned, now or years ago
  boolean verify(String encoded, byte[] password) throws IOException;
}
