import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Pattern;

/// Asks the demo for what people ask a server for when they look back, once, so that the start-up archive has what that takes.
final class Rehearsal {
  private static final int MOST_TRIES = 60;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern LAST = Pattern.compile("\"last\":(\\d+).*\"spans\":\\[\\{");
  private static final Pattern FILE = Pattern.compile("\"url\":\"([^\"]+)\"");

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI server;

  private Rehearsal(URI server) {
    this.server = server;
  }

  public static void main(String[] args) throws Exception {
    new Rehearsal(URI.create(args[0])).run();
  }

  private void run() throws IOException, InterruptedException {
    long last = recorded();
    long at = last - 1_000_000;
    long from = last - 30_000_000;
    var camera = "/api/v1/cameras/front";
    for (int i = 0; i < 3; i++) {
      get(camera + "/frame?width=320&at=" + (at - i * 500_000));
      get(camera + "/frame?width=640&exact=true&at=" + (at - i * 500_000));
      get(camera + "/video?from=" + from + "&to=" + last);
      get(camera + "/footage?from=" + from + "&to=" + last);
    }
    get("/api/v1/footage/days?camera=front&zone=UTC");
    get("/api/v1/storage");
    get("/api/v1/events");
    var wanted = "{\"cameras\":[\"front\"],\"from\":" + from + ",\"to\":" + last + "}";
    var made = FILE.matcher(post("/api/v1/exports", wanted));
    if (made.find()) {
      get(made.group(1));
    }
  }

  /// @return when footage ends, once there is some
  private long recorded() throws IOException, InterruptedException {
    for (int i = 0; i < MOST_TRIES; i++) {
      long now = System.currentTimeMillis() * 1000;
      var found = LAST.matcher(get("/api/v1/cameras/front/footage?from=" + (now - 60_000_000) + "&to=" + now));
      if (found.find() && i > 3) { // some seconds of it
        return Long.parseLong(found.group(1));
      }
      Thread.sleep(500);
    }
    throw new IOException("nothing was recorded");
  }

  private String get(String path) throws IOException, InterruptedException {
    return answer(HttpRequest.newBuilder(server.resolve(path)));
  }

  private String post(String path, String json) throws IOException, InterruptedException {
    var body = HttpRequest.BodyPublishers.ofString(json);
    var request = HttpRequest.newBuilder(server.resolve(path)).header("Content-Type", "application/json");
    return answer(request.header("Origin", server.getScheme() + "://" + server.getAuthority()).POST(body));
  }

  private String answer(HttpRequest.Builder request) throws IOException, InterruptedException {
    var answer = client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      System.out.println(answer.uri() + ": " + answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }
}
