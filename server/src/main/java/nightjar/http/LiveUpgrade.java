package nightjar.http;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nightjar.auth.Grant;
import nightjar.live.Viewers;
import nightjar.live.Watchable;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.jspecify.annotations.Nullable;

/// Decides who gets a WebSocket: by the same rule as any other route, and then whether there is
/// room.
final class LiveUpgrade implements WebSocketNegotiator {
  static final String PATH = "/api/v1/*";
  private static final String SUBPROTOCOL = "nightjar.v1";

  private final Map<String, Watchable> cameras;
  private final Viewers viewers;
  private final Router router;
  private final Admission admission;
  private final Occupancy occupancy;
  private final Shares shares;
  private final AlertTalks talks;
  private final Shares pages = new Shares(AlertTalks.MOST);

  /// @param shares of places to watch
  LiveUpgrade(
      HttpServer.Shown shown,
      Router router,
      Admission admission,
      Occupancy occupancy,
      Shares shares,
      AlertTalks talks) {
    this.cameras =
        shown.cameras().stream().collect(Collectors.toUnmodifiableMap(Watchable::name, c -> c));
    this.viewers = shown.viewers();
    this.router = router;
    this.admission = admission;
    this.occupancy = occupancy;
    this.shares = shares;
    this.talks = talks;
  }

  @Override
  public @Nullable FrameHandler negotiate(
      ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
    var found = router.webSocket(Request.getPathInContext(request));
    if (found.isEmpty()) {
      return refuse(request, response, callback, Answer.problem(404, "there is no WebSocket here"));
    }
    var outcome = admission.ask(found.get().route(), found.get().variables(), request);
    return switch (outcome) {
      case Admission.Outcome.Refused(var answer) -> refuse(request, response, callback, answer);
      case Admission.Outcome.Admitted(var call) -> {
        boolean alerts = found.get().route().path().equals(AlertRoutes.LIVE);
        var wrong = alerts ? refusal(request, call.grant()) : refusal(request, call);
        if (wrong != null) {
          yield refuse(request, response, callback, wrong);
        }
        yield alerts ? talk(request, response, call) : open(request, response, call);
      }
    };
  }

  private @Nullable Answer refusal(ServerUpgradeRequest request, Grant grant) {
    if (!request.hasSubProtocol(SUBPROTOCOL)) {
      return Answer.problem(400, "ask for the subprotocol " + SUBPROTOCOL);
    }
    return talks.full() || !pages.hasRoom(grant)
        ? Answer.problem(503, "as many pages are told of alerts as this server takes")
        : null;
  }

  private FrameHandler talk(
      ServerUpgradeRequest request, ServerUpgradeResponse response, Call call) {
    accept(response);
    var from = Connectors.otherEnd(request);
    return new LiveSocket(
        wire -> talks.join(wire, call.grant()),
        call.grant(),
        pages,
        () -> occupancy.upgraded(from));
  }

  private static void accept(ServerUpgradeResponse response) {
    response.setAcceptedSubProtocol(SUBPROTOCOL);
    response.setExtensions(List.of()); // video does not compress twice
  }

  private @Nullable Answer refusal(ServerUpgradeRequest request, Call call) {
    if (!cameras.containsKey(call.variable("camera"))) {
      return Answer.problem(404, "there is no such camera");
    }
    if (!request.hasSubProtocol(SUBPROTOCOL)) {
      return Answer.problem(400, "ask for the subprotocol " + SUBPROTOCOL);
    }
    if (!shares.hasRoom(call.grant())) {
      return Answer.problem(503, "this account watches as much at once as one may");
    }
    return viewers.full() ? Answer.problem(503, "as many are watching as this server takes") : null;
  }

  private @Nullable FrameHandler open(
      ServerUpgradeRequest request, ServerUpgradeResponse response, Call call) {
    var camera = cameras.get(call.variable("camera"));
    if (camera == null) {
      throw new IllegalStateException("a camera is gone while the server runs");
    }
    accept(response);
    var from = Connectors.otherEnd(request);
    var grant = call.grant();
    return new LiveSocket(
        wire -> viewers.join(camera, wire, grant::isInForce),
        grant,
        shares,
        () -> occupancy.upgraded(from));
  }

  private static @Nullable FrameHandler refuse(
      Request request, Response response, Callback callback, Answer answer) {
    Front.write(request, response, callback, answer);
    return null;
  }
}
