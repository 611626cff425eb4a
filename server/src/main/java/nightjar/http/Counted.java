package nightjar.http;

import java.util.Optional;
import java.util.function.Function;
import nightjar.base.Network;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Tells who holds the connections what each is doing: from the head of a request to the last byte
/// of its answer.
final class Counted extends Handler.Wrapper {
  private final Function<Request, String> account;

  /// @param account whose a request is; empty when nobody's
  Counted(Function<Request, String> account, Handler inner) {
    super(inner);
    this.account = account;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    connector(request).ifPresent(connector -> count(connector, request));
    return super.handle(request, response, callback);
  }

  private void count(LimitedConnector connector, Request request) {
    var from = Connectors.otherEnd(request);
    var client = Network.of(request.getConnectionMetaData().getRemoteSocketAddress());
    connector.asked(
        from, new Occupancy.Asked(client, account.apply(request), Front.hasBody(request)));
    Request.addCompletionListener(request, _ -> connector.occupancy().answered(from));
  }

  /// All that was sent has come.
  static void received(Request request) {
    connector(request).ifPresent(c -> c.occupancy().received(Connectors.otherEnd(request)));
  }

  /// Some more of a long answer has left.
  static void fetched(Request request) {
    connector(request).ifPresent(c -> c.occupancy().fetched(Connectors.otherEnd(request)));
  }

  private static Optional<LimitedConnector> connector(Request request) {
    return request.getConnectionMetaData().getConnector() instanceof LimitedConnector limited
        ? Optional.of(limited)
        : Optional.empty();
  }
}
