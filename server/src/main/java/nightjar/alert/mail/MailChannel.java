package nightjar.alert.mail;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nightjar.alert.Alert;
import nightjar.alert.Channel;
import nightjar.alert.UndeliverableException;
import nightjar.base.Authorities;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/// Hands alerts to a mail server. A connection for each: servers close idle ones.
public final class MailChannel implements Channel {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration FOR_PICTURE = Duration.ofSeconds(5);
  private static final int MOST_HALF_SENT = 64;
  private static final int MOST_TRIES_OF_SOME = 10; // some five minutes
  private static final Address[] NOBODY = {};
  private static final Pattern REPLY = Pattern.compile("(?m)^([245]\\d\\d)[ -]");

  private final MailConfig config;
  private final Duration patience;

  /// Whom an alert still has to reach, where others have it already.
  private final Map<Long, Rest> left =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Rest> eldest) {
          return size() > MOST_HALF_SENT;
        }
      };

  /// @param tries that these have failed so far
  private record Rest(List<Address> to, int tries) {}

  public MailChannel(MailConfig config) {
    this(config, PATIENCE);
  }

  MailChannel(MailConfig config, Duration patience) {
    this.config = config;
    this.patience = patience;
  }

  @Override
  public String name() {
    return config.name();
  }

  @Override
  public String kind() {
    return "mail";
  }

  @Override
  public Duration waitsForPicture() {
    return FOR_PICTURE;
  }

  @Override
  public String send(Alert alert, Content content) throws IOException, UndeliverableException {
    var session = Session.getInstance(properties());
    boolean sent = false;
    try (var server = session.getTransport("smtp")) {
      var letter = Letter.of(session, alert, content, config);
      var login = config.login();
      server.connect(
          config.host(),
          config.port(),
          login.map(l -> l.user()).orElse(null),
          login.map(l -> l.password().text()).orElse(null));
      var rest = left.get(alert.id());
      var to = rest == null ? letter.getAllRecipients() : rest.to.toArray(Address[]::new);
      server.sendMessage(letter, to);
      sent = true;
    } catch (SendFailedException e) {
      return partly(alert, e);
    } catch (MessagingException e) {
      if (!sent) { // else only the goodbye failed
        throw failure(e);
      }
    }
    left.remove(alert.id());
    return config.host();
  }

  private Properties properties() throws IOException {
    var properties = new Properties();
    var millis = Long.toString(patience.toMillis());
    for (var name : List.of("connectiontimeout", "timeout", "writetimeout")) {
      properties.put("mail.smtp." + name, millis);
    }
    properties.put("mail.smtp.auth", Boolean.toString(config.login().isPresent()));
    properties.put("mail.smtp.sendpartial", "true");
    properties.put("mail.smtp.quitwait", "false"); // what it has, it has
    properties.put("mail.smtp.localhost", "nightjar.local"); // else it asks for the host's name
    properties.put("mail.smtp.from", config.from());
    if (config.security() != MailConfig.Security.NONE) {
      properties.put(
          "mail.smtp.ssl.socketFactory",
          Authorities.context("ca:", config.ca()).getSocketFactory());
      properties.put("mail.smtp.ssl.checkserveridentity", "true");
      // Else whoever these do not believe is tried again with all whom Java believes.
      properties.put("mail.smtp.socketFactory.fallback", "false");
    }
    boolean starts = config.security() == MailConfig.Security.STARTTLS;
    properties.put("mail.smtp.starttls.enable", Boolean.toString(starts));
    properties.put("mail.smtp.starttls.required", Boolean.toString(starts));
    properties.put(
        "mail.smtp.ssl.enable", Boolean.toString(config.security() == MailConfig.Security.TLS));
    return properties;
  }

  /// Some may have it, and some may yet get it.
  private String partly(Alert alert, SendFailedException failed)
      throws IOException, UndeliverableException {
    var later = later(failed);
    boolean some =
        failed.getValidSentAddresses() != null && failed.getValidSentAddresses().length > 0;
    if (!some && later.isEmpty()) {
      throw failure(failed);
    }
    var rest = left.get(alert.id());
    int tries = 1 + (rest == null ? 0 : rest.tries);
    if (!later.isEmpty() && tries < MOST_TRIES_OF_SOME) {
      left.put(alert.id(), new Rest(later, tries));
      throw new IOException(config.host() + ": not yet for " + words(later), failed);
    }
    left.remove(alert.id());
    var refused = new ArrayList<>(later); // others' mail waits behind this
    refused.addAll(List.of(Objects.requireNonNullElse(failed.getInvalidAddresses(), NOBODY)));
    return config.host() + ", but not for " + words(refused);
  }

  /// Whom the server would not take now.
  private static List<Address> later(SendFailedException failed) {
    var later = new ArrayList<Address>();
    for (@Nullable Exception e = failed; e != null; ) {
      if (e instanceof SMTPAddressFailedException refused && refused.getReturnCode() < 500) {
        later.add(refused.getAddress());
      }
      e = e instanceof MessagingException m ? m.getNextException() : null;
    }
    return later;
  }

  private static String words(List<Address> addresses) {
    return addresses.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  /// By what the server replied: it may not want this now, or ever.
  private IOException failure(MessagingException e) throws UndeliverableException {
    int code = code(e);
    var words = config.host() + ": " + words(e);
    if (code >= 500) {
      throw new UndeliverableException(words, e);
    }
    return new IOException(words, e);
  }

  /// 0 when nothing was replied.
  private static int code(MessagingException failed) {
    int code = 0;
    for (@Nullable Exception e = failed; e != null; ) {
      int here =
          switch (e) {
            case SMTPSendFailedException s -> s.getReturnCode();
            case SMTPAddressFailedException s -> s.getReturnCode();
            case SMTPSenderFailedException s -> s.getReturnCode();
            case AuthenticationFailedException a -> replied(a.getMessage());
            default -> 0;
          };
      code = here >= 400 && (code == 0 || here < code) ? here : code;
      e = e instanceof MessagingException m ? m.getNextException() : null;
    }
    return code;
  }

  private static int replied(@Nullable String message) {
    var found = REPLY.matcher(message == null ? "" : message);
    return found.find() ? Integer.parseInt(found.group(1)) : 0;
  }

  private static String words(MessagingException failed) {
    Throwable deepest = failed;
    for (@Nullable Exception e = failed; e != null; ) {
      deepest = e;
      e = e instanceof MessagingException m ? m.getNextException() : null;
    }
    var words = String.valueOf(deepest.getMessage()).strip();
    return words.lines().limit(3).collect(Collectors.joining(" "));
  }
}
