package nightjar.auth;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import nightjar.auth.RefusedException.Reason;

/// All accounts at one moment, and ways to find them. Immutable.
final class Book {
  static final int MOST_ACCOUNTS = 64;

  private final String deviceKey;
  private final SortedMap<String, Account> accounts;
  private final Map<String, Owned<Account.Pass>> tokens = new HashMap<>();
  private final Map<String, Owned<Account.Key>> passkeys = new HashMap<>();

  /// A thing and the account it belongs to.
  record Owned<T>(Account account, T thing) {}

  private Book(String deviceKey, SortedMap<String, Account> accounts) {
    this.deviceKey = deviceKey;
    this.accounts = accounts;
    for (var account : accounts.values()) {
      account.tokens().forEach(pass -> tokens.put(pass.sum(), new Owned<>(account, pass)));
      account.passkeys().forEach(key -> passkeys.put(key.id(), new Owned<>(account, key)));
    }
  }

  /// @param deviceKey in hexadecimal: signs the cookies of browsers that signed in before
  static Book of(String deviceKey, Collection<Account> accounts) {
    var byName = new TreeMap<String, Account>();
    for (var account : accounts) {
      if (byName.put(account.name(), account) != null) {
        throw new IllegalArgumentException("two accounts are called " + account.name());
      }
    }
    return new Book(deviceKey, byName);
  }

  static Book empty() {
    return of(Secrets.hex(32), List.of());
  }

  String deviceKey() {
    return deviceKey;
  }

  Collection<Account> accounts() {
    return Collections.unmodifiableCollection(accounts.values());
  }

  Optional<Account> find(String name) {
    return Optional.ofNullable(accounts.get(name));
  }

  Account get(String name) throws RefusedException {
    return find(name)
        .orElseThrow(() -> RefusedException.because(Reason.NOT_FOUND, "there is no such account"));
  }

  Optional<Owned<Account.Pass>> token(String sum) {
    return Optional.ofNullable(tokens.get(sum));
  }

  Optional<Owned<Account.Key>> passkey(String id) {
    return Optional.ofNullable(passkeys.get(id));
  }

  boolean hasAdministrator() {
    return accounts.values().stream().anyMatch(Account::isAdministrator);
  }

  Book with(Account account) {
    var changed = new TreeMap<>(accounts);
    changed.put(account.name(), account);
    return new Book(deviceKey, changed);
  }

  Book without(String name) {
    var changed = new TreeMap<>(accounts);
    changed.remove(name);
    return new Book(deviceKey, changed);
  }

  /// Somebody new.
  Book adding(Account account) throws RefusedException {
    if (accounts.containsKey(account.name())) {
      throw RefusedException.because(Reason.TAKEN, "there is an account of this name already");
    }
    if (accounts.size() >= MOST_ACCOUNTS) {
      throw RefusedException.because(
          Reason.TAKEN, "there are " + MOST_ACCOUNTS + " accounts, and no more may be");
    }
    return with(account);
  }

  /// This book, unless it has lost the last who could administer it.
  Book administered() throws RefusedException {
    if (!hasAdministrator()) {
      throw RefusedException.because(
          Reason.LAST_ADMINISTRATOR, "this is the last administrator; make another one first");
    }
    return this;
  }
}
