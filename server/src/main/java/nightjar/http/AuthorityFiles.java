package nightjar.http;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;

/// An authority's certificate in the forms that devices take.
final class AuthorityFiles {
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private final byte[] der;
  private final String name;
  private final String fingerprint;

  AuthorityFiles(Secured.Authority authority) {
    var certificate = authority.certificate();
    this.fingerprint = authority.fingerprint();
    try {
      this.der = certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read has bytes", e);
    }
    this.name = certificate.getSubjectX500Principal().getName().replaceFirst("^CN=", "");
  }

  byte[] der() {
    return der.clone();
  }

  String pem() {
    return "-----BEGIN CERTIFICATE-----\n"
        + LINES.encodeToString(der)
        + "\n-----END CERTIFICATE-----\n";
  }

  String name() {
    return name;
  }

  String fingerprint() {
    return fingerprint;
  }

  /// A profile for iPhone, iPad and Mac. Its identifiers come from the fingerprint: installed
  /// twice, it stays one.
  String profile() {
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" \
        "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
        <plist version="1.0">
        <dict>
          <key>PayloadType</key><string>Configuration</string>
          <key>PayloadVersion</key><integer>1</integer>
          <key>PayloadIdentifier</key><string>nightjar.%1$s</string>
          <key>PayloadUUID</key><string>%1$s</string>
          <key>PayloadDisplayName</key><string>%3$s</string>
          <key>PayloadDescription</key><string>Lets this device know your Nightjar. \
        It can vouch for machines in your house only.</string>
          <key>PayloadContent</key>
          <array>
            <dict>
              <key>PayloadType</key><string>com.apple.security.root</string>
              <key>PayloadVersion</key><integer>1</integer>
              <key>PayloadIdentifier</key><string>nightjar.%1$s.authority</string>
              <key>PayloadUUID</key><string>%2$s</string>
              <key>PayloadDisplayName</key><string>%3$s</string>
              <key>PayloadCertificateFileName</key><string>nightjar.crt</string>
              <key>PayloadContent</key>
              <data>
        %4$s
              </data>
            </dict>
          </array>
        </dict>
        </plist>
        """
        .formatted(
            stable("profile"), stable("authority"), escaped(name), LINES.encodeToString(der));
  }

  private String stable(String of) {
    var seed = (of + " " + fingerprint).getBytes(StandardCharsets.US_ASCII);
    return UUID.nameUUIDFromBytes(seed).toString().toUpperCase(Locale.ROOT);
  }

  /// For text and attributes of XML and HTML.
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
