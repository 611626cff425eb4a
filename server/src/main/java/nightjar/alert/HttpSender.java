package nightjar.alert;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import nightjar.base.Authorities;
import org.jspecify.annotations.Nullable;

/// Hands something over by HTTP and hears whether it is taken: one at a time, and for so long. Of
/// the answer, only the head is read; no redirect is followed.
public final class HttpSender implements AutoCloseable {
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  private final Optional<Path> ca;
  private final Duration patience;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable HttpClient client; // guarded by lock; made at first use

  /// @param ca authorities to believe, in PEM; empty: those that Java believes
  /// @param patience with everything together
  public HttpSender(Optional<Path> ca, Duration patience) {
    this.ca = ca;
    this.patience = patience;
  }

  /// What was answered.
  public record Reply(int status, Optional<String> retryAfter) {
    public boolean accepted() {
      return status >= 200 && status < 300;
    }
  }

  /// To which timeouts and version are added.
  ///
  /// @throws IOException naming the host, and nothing else of the address
  public Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var made = request.timeout(patience).version(HttpClient.Version.HTTP_1_1).build();
    var host = made.uri().getHost();
    var answer = client().sendAsync(made, _ -> new Unread());
    try {
      var reply = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return reply(reply);
    } catch (TimeoutException e) {
      throw new IOException(host + ": no answer within " + patience.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new IOException(host + ": " + words(e), e);
    } finally {
      answer.cancel(true);
    }
  }

  /// What that means for an alert.
  ///
  /// @throws IOException it may be taken later
  /// @throws UndeliverableException it never will
  public static void check(Reply reply, String host, Instant now)
      throws IOException, UndeliverableException {
    int status = reply.status();
    if (reply.accepted()) {
      return;
    }
    var words = "%s answered %d".formatted(host, status);
    if (status == 408 || status == 425 || status == 429 || status >= 500) {
      var after = reply.retryAfter().flatMap(text -> pause(text, now));
      throw after.isPresent() ? new LaterException(words, after.get()) : new IOException(words);
    }
    throw new UndeliverableException(
        status >= 300 && status < 400
            ? words + ", a redirect, and none is followed: name the address it leads to"
            : words);
  }

  /// Of `Retry-After`: seconds, or a date.
  private static Optional<Duration> pause(String text, Instant now) {
    var pause = Duration.ZERO;
    if (text.matches("\\d{1,9}")) {
      pause = Duration.ofSeconds(Long.parseLong(text));
    } else {
      try {
        var at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
        pause = Duration.between(now, at.toInstant());
      } catch (DateTimeParseException _) {
        return Optional.empty();
      }
    }
    pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    return pause.isPositive() ? Optional.of(pause) : Optional.empty();
  }

  private static Reply reply(HttpResponse<?> response) {
    return new Reply(response.statusCode(), response.headers().firstValue("retry-after"));
  }

  /// The deepest cause knows best, and not every one has words.
  private static String words(Throwable thrown) {
    var words = "the connection ended";
    for (@Nullable Throwable e = thrown.getCause(); e != null; e = e.getCause()) {
      if (e instanceof UnresolvedAddressException) {
        return "nobody knows its address";
      }
      if (e instanceof ConnectException && e.getMessage() == null) {
        words = "cannot be reached";
      } else if (e.getMessage() != null) {
        words = e.getMessage();
      }
    }
    return words;
  }

  private HttpClient client() throws IOException {
    lock.lock();
    try {
      var made = client;
      if (made == null) {
        made =
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(patience)
                .sslContext(Authorities.context("ca:", ca))
                .build();
        client = made;
      }
      return made;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (client != null) {
        client.shutdownNow();
      }
    } finally {
      lock.unlock();
    }
  }
}
