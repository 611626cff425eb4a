package nightjar.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import nightjar.alert.mail.MailConfig;

/// The settings of a mail server, and who writes to whom.
final class MailReading {
  private static final String STAND_IN = "nobody@localhost";
  private static final int MOST = 16; // whom

  private MailReading() {}

  static Optional<MailConfig> read(String name, Section channel) {
    var url = channel.require("url", MailReading::url, "smtp://127.0.0.1");
    var login = Addresses.login(channel);
    var ca = Addresses.ca(channel, !url.getScheme().equals("smtp"));
    var from = channel.require("from", MailReading::mailbox, STAND_IN);
    var to = channel.require("to", MailReading::mailboxes, STAND_IN);
    channel.rejectUnknown();
    return Optional.of(MailConfig.of(name, url, login, ca, from, to));
  }

  private static URI url(String text) {
    try {
      return MailConfig.checked(URI.create(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "an address such as smtp://mail.lan, smtp+starttls://mail.lan or smtps://mail.lan, without user and password, which have settings of their own",
          e);
    }
  }

  private static String mailbox(String text) {
    if (!text.matches("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,190}")) {
      throw new IllegalArgumentException("an address such as anna@example.org");
    }
    return text;
  }

  private static List<String> mailboxes(String text) {
    var all = List.of(text.strip().split("\\s*,\\s*", -1));
    if (all.size() > MOST) {
      throw new IllegalArgumentException("at most " + MOST + " addresses with commas between them");
    }
    return all.stream().map(MailReading::mailbox).distinct().toList();
  }
}
