package nightjar.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyManagementException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.NoSuchAlgorithmException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// The key and certificate that new connections get. Changing it touches none that stands.
final class CurrentKey extends X509ExtendedKeyManager {
  /// @param chain the server's certificate first
  record Pair(PrivateKey key, List<X509Certificate> chain) {
    Pair {
      if (chain.isEmpty()) {
        throw new IllegalArgumentException("a chain has at least the server's certificate");
      }
    }

    static Pair of(KeyStore store, String alias) throws GeneralSecurityException {
      var key = (PrivateKey) store.getKey(alias, Keytool.PASSWORD);
      var chain = store.getCertificateChain(alias);
      if (key == null || chain == null) {
        throw new KeyStoreException("there is no key " + alias);
      }
      return new Pair(key, Arrays.stream(chain).map(X509Certificate.class::cast).toList());
    }

    X509Certificate certificate() {
      return chain.getFirst();
    }
  }

  // Clients show no certificate. With null Java would read all it trusts, some 150, and keep them.
  private static final TrustManager[] NOBODY = {};

  // Connections that are being made keep the pair they began with, found by this name.
  private record Named(String alias, Pair pair) {}

  private volatile Named now;
  private volatile Named before;
  private int changes;

  CurrentKey(Pair first) {
    this.now = new Named("0", first);
    this.before = now;
  }

  synchronized void change(Pair pair) {
    before = now;
    now = new Named(Integer.toString(++changes), pair);
  }

  Pair pair() {
    return now.pair;
  }

  SSLContext context() {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {this}, NOBODY, null);
      return context;
    } catch (NoSuchAlgorithmException | KeyManagementException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    return chooseServerAlias(keyType, issuers, null);
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    var current = now;
    return keyType.equals(current.pair.key.getAlgorithm()) ? current.alias : null;
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    var named = named(alias);
    return named == null ? null : named.pair.chain.toArray(X509Certificate[]::new);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    var named = named(alias);
    return named == null ? null : named.pair.key;
  }

  private @Nullable Named named(String alias) {
    var current = now;
    var last = before;
    return current.alias.equals(alias) ? current : last.alias.equals(alias) ? last : null;
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    var alias = chooseServerAlias(keyType, issuers, null);
    return alias == null ? null : new String[] {alias};
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }
}
