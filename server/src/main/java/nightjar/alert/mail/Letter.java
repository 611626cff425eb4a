package nightjar.alert.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.time.Instant;
import java.util.Date;
import nightjar.alert.Alert;
import nightjar.alert.Channel.Content;

/// An alert as mail: plain text, and the same in HTML with its picture inside.
final class Letter extends MimeMessage {
  private static final String PICTURE = "picture@nightjar";

  private final String id;

  private Letter(Session session, String id) {
    super(session);
    this.id = id;
  }

  static Letter of(Session session, Alert alert, Content content, MailConfig config)
      throws MessagingException {
    var domain = config.from().substring(config.from().lastIndexOf('@') + 1);
    // Numbers begin anew with a new folder of data, and another box has the same.
    var letter = new Letter(session, "<%s.%d@%s>".formatted(alert.key(), alert.at(), domain));
    letter.setFrom(new InternetAddress(config.from()));
    for (var to : config.to()) {
      letter.addRecipient(RecipientType.TO, new InternetAddress(to));
    }
    letter.setSubject(alert.title().replaceAll("\\p{Cntrl}", " "), UTF_8.name());
    letter.setSentDate(Date.from(Instant.ofEpochSecond(0, alert.at() * 1000)));
    letter.setHeader("X-Nightjar-Id", alert.key());
    letter.setHeader("Auto-Submitted", "auto-generated"); // no holiday note in answer
    if (alert.urgent()) {
      letter.setHeader("Importance", "high");
    }
    letter.setContent(body(alert, content));
    letter.saveChanges();
    return letter;
  }

  /// A duplicate is known by it.
  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", id);
  }

  private static MimeMultipart body(Alert alert, Content content) throws MessagingException {
    var picture = content.picture();
    var html = new MimeBodyPart();
    html.setText(html(alert, content, picture.isPresent()), UTF_8.name(), "html");
    var shown = html;
    if (picture.isPresent()) {
      var jpeg = new MimeBodyPart();
      jpeg.setDataHandler(new DataHandler(new ByteArrayDataSource(picture.get(), "image/jpeg")));
      jpeg.setContentID("<" + PICTURE + ">");
      jpeg.setFileName(alert.key() + ".jpg");
      jpeg.setDisposition(MimeBodyPart.INLINE);
      shown = new MimeBodyPart();
      shown.setContent(new MimeMultipart("related", html, jpeg));
    }
    var plain = new MimeBodyPart();
    plain.setText(text(alert, content), UTF_8.name());
    return new MimeMultipart("alternative", plain, shown);
  }

  private static String text(Alert alert, Content content) {
    var link = content.address().isEmpty() ? "" : "\n\n" + content.address();
    return alert.text() + link + "\n\n-- \nNightjar, rule: " + alert.rule() + "\n";
  }

  private static String html(Alert alert, Content content, boolean picture) {
    var html = new StringBuilder("<!doctype html><html><body>");
    html.append("<h2>").append(escaped(alert.title())).append("</h2>");
    html.append("<p>").append(escaped(alert.text())).append("</p>");
    if (picture) {
      html.append("<p><img src=\"cid:" + PICTURE + "\" alt=\"\" style=\"max-width:100%\"></p>");
    }
    if (!content.address().isEmpty()) {
      var link = escaped(content.address());
      html.append("<p><a href=\"").append(link).append("\">Open</a></p>");
    }
    html.append("<p><small>Nightjar, rule: ").append(escaped(alert.rule()));
    return html.append("</small></p></body></html>\n").toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
