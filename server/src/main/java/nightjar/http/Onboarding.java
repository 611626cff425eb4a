package nightjar.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightjar.base.OwnAddresses;
import nightjar.base.OwnNames;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// What plain http answers beside an encrypted server: the page that gets the authority into phones
/// and computers, and for who opens a page the way to the encrypted address. No picture, no API, no
/// cookie: whoever sends more than that has sent it to everybody, and is not helped to do it twice.
///
/// Requests of other connectors go on to the handler within.
final class Onboarding extends Handler.Wrapper {
  private static final String PAGE = "/onboarding.html";
  private static final Pattern ASSET =
      Pattern.compile("/assets/(onboarding|nightjar)-[0-9a-f]{10}\\.(js|css|svg)");
  private static final Pattern SLOT = Pattern.compile("%([A-Z]+)%");
  private static final int HTTPS = 443;

  private final Connector connector;
  private final OwnNames names;
  private final IntSupplier encryptedPort;
  private final Optional<AuthorityFiles> authority;
  private final Pages pages = new Pages();

  /// What a request has to do with us.
  ///
  /// @param host one of ours, as in an address
  /// @param port of the plain page
  private record Asked(String host, int port) {}

  /// @param encryptedPort known once the server has started
  /// @param authority empty when devices trust the server already: then there is only the way
  Onboarding(
      Connector connector,
      OwnNames names,
      IntSupplier encryptedPort,
      Optional<AuthorityFiles> authority,
      Handler inner) {
    super(inner);
    this.connector = connector;
    this.names = names;
    this.encryptedPort = encryptedPort;
    this.authority = authority;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!request.getConnectionMetaData().getConnector().equals(connector)) {
      return super.handle(request, response, callback);
    }
    Front.write(request, response, callback, answer(request));
    return true;
  }

  private Answer answer(Request request) throws IOException {
    var named = Request.getServerName(request);
    var host = named == null ? Optional.<String>empty() : names.canonical(named);
    if (host.isEmpty()) {
      return Answer.problem(421, "this server has another name");
    }
    var asked = new Asked(host.get(), Request.getServerPort(request));
    boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    var here = reads && authority.isPresent() ? here(request, asked, authority.get()) : null;
    return here != null ? here : elsewhere(request, asked, reads);
  }

  private @Nullable Answer here(Request request, Asked asked, AuthorityFiles files)
      throws IOException {
    var path = request.getHttpURI().getPath();
    return switch (path) {
      case "/" -> page(asked, files);
      case "/ca.crt" ->
          file("application/x-x509-ca-cert", "nightjar-ca.crt", ByteBuffer.wrap(files.der()));
      case "/ca.pem" -> file("application/x-pem-file", "nightjar-ca.pem", bytes(files.pem()));
      case "/nightjar.mobileconfig" ->
          Answer.text("application/x-apple-aspen-config", files.profile());
      case "/qr.svg" ->
          Answer.text("image/svg+xml; charset=utf-8", QrPicture.svg(forPhones(asked)));
      default ->
          ASSET.matcher(path).matches()
              ? pages.get(path, Front.takesGzip(request.getHeaders()), "")
              : null;
    };
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Answer file(String type, String name, ByteBuffer body) {
    var headers =
        Map.of(
            "Cache-Control",
            "no-store",
            "Content-Disposition",
            "attachment; filename=\"" + name + "\"");
    return new Answer(200, type, headers, body);
  }

  /// The page as it was built, with what only this server knows in its slots.
  private Answer page(Asked asked, AuthorityFiles files) throws IOException {
    var built = pages.get(PAGE, false, "");
    if (built == null) {
      throw new IllegalStateException("the program has no " + PAGE);
    }
    var secure = secure(asked);
    var values =
        Map.of(
            "ADDRESS", secure + "/",
            "PHONES", forPhones(asked),
            "NAME", files.name(),
            "FINGERPRINT", files.fingerprint(),
            "NAMED", names.names().getFirst());
    var text = StandardCharsets.UTF_8.decode(built.body()).toString();
    var filled =
        SLOT.matcher(text)
            .replaceAll(
                slot -> {
                  var value = values.get(slot.group(1));
                  return Matcher.quoteReplacement(
                      value == null ? slot.group() : AuthorityFiles.escaped(value));
                });
    var headers = Map.of("Cache-Control", "no-store", "Content-Security-Policy", policy(secure));
    return new Answer(200, built.type(), headers, bytes(filled));
  }

  /// As everywhere, and one picture more: the one that only who trusts us gets to see.
  private static String policy(String secure) {
    return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' "
        + secure
        + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  }

  private String secure(Asked asked) {
    int port = encryptedPort.getAsInt();
    return "https://" + asked.host + (port == HTTPS ? "" : ":" + port);
  }

  /// This page's address for another device: who sits at the machine itself came by a name that
  /// leads nowhere else.
  private String forPhones(Asked asked) {
    boolean loopback =
        asked.host.equals("localhost")
            || asked.host.startsWith("127.")
            || asked.host.contains("[0:0:0:0:0:0:0:1]");
    var host =
        loopback
            ? OwnAddresses.toType().map(OwnNames::written).orElse(names.names().getFirst())
            : asked.host;
    return "http://" + host + ":" + asked.port + "/";
  }

  /// Built from names and paths of ours alone: it leads nowhere but to ourselves.
  private Answer elsewhere(Request request, Asked asked, boolean reads) throws IOException {
    var path = String.valueOf(request.getHttpURI().getPath());
    boolean opens = reads && !request.getHeaders().contains(HttpHeader.AUTHORIZATION);
    if (!opens || pages.get(path, false, "") == null) {
      return Answer.problem(
          421, "nothing is encrypted here: use " + secure(asked) + "/ and send nothing here");
    }
    var to = secure(asked) + path;
    return new Answer(
        308,
        "text/plain; charset=utf-8",
        Map.of("Cache-Control", "no-store", "Location", to),
        bytes("This server is at " + to + "\n"));
  }
}
