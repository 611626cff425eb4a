package nightjar;

import java.nio.file.Path;
import nightjar.auth.Auth;
import nightjar.config.Settings;
import nightjar.http.Access;
import org.jspecify.annotations.Nullable;

/// In which way the server runs.
///
/// @param word `demo` or `run`
/// @param reach who can connect, and how
/// @param access who may do what
/// @param data folder for what outlives the program; null to keep it in memory
record Mode(String word, Reach reach, Access access, @Nullable Path data) implements AutoCloseable {
  /// For this machine alone, without login; keeps nothing.
  static Mode demo(Settings settings) {
    return new Mode("demo", Reach.local(settings.http()), new Access.Open(), null);
  }

  static Mode run(Settings settings, Reach reach, Auth auth) {
    return new Mode("run", reach, new Access.Guarded(auth), settings.data());
  }

  @Override
  public void close() {
    reach.close();
    if (access instanceof Access.Guarded(var auth)) {
      auth.close();
    }
  }
}
