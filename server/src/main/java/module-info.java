import org.jspecify.annotations.NullMarked;

/// The camera server. An application, not a library: nothing is exported.
@NullMarked
module nightjar {
  requires static org.jspecify;
  requires com.hivemq.client.mqtt;
  requires com.webauthn4j.core;
  requires io.avaje.json;
  requires io.nayuki.qrcodegen;
  requires jakarta.activation;
  requires jakarta.mail;
  requires java.net.http;
  requires java.sql;
  requires org.bytedeco.ffmpeg;
  requires org.bytedeco.javacpp;
  requires org.eclipse.angus.mail;
  requires org.eclipse.jetty.server;
  requires org.eclipse.jetty.websocket.core.server;
  requires org.slf4j;
  requires org.snakeyaml.engine;
  requires org.xerial.sqlitejdbc;

  provides System.LoggerFinder with
      nightjar.logging.StderrLoggers;
  provides org.slf4j.spi.SLF4JServiceProvider with
      nightjar.logging.SlfToStderr;
}
