/// The web server: routes, the page's files, and the WebSocket.
///
/// Belongs here: everything that knows Jetty, and what a request may do. Does not: what a viewer is
/// sent (see `live`).
package nightjar.http;
