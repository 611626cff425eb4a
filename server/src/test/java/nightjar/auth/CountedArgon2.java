package nightjar.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.atomic.AtomicInteger;

/// Hashes at once and badly, in the form of the real one, and counts.
final class CountedArgon2 implements Argon2 {
  static final String CURRENT = "$argon2id$v=19$m=19456,t=2,p=1$";

  final AtomicInteger hashed = new AtomicInteger();
  final AtomicInteger verified = new AtomicInteger();

  static String encode(String parameters, byte[] password) {
    return parameters + "c2FsdHNhbHRzYWx0c2FsdA$" + Secrets.sum(new String(password, UTF_8));
  }

  @Override
  public String hash(byte[] password) {
    hashed.incrementAndGet();
    return encode(CURRENT, password);
  }

  @Override
  public boolean verify(String encoded, byte[] password) {
    verified.incrementAndGet();
    return encoded.endsWith("$" + Secrets.sum(new String(password, UTF_8)));
  }
}
