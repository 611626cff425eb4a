package nightjar.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Map;
import nightjar.json.BadJsonException;
import nightjar.json.Json;
import nightjar.json.JsonObject;

/// A browser and an authenticator with one P-256 key, written from Web Authentication level 2
/// alone: sections 6.1 (authenticator data), 6.5.1 (attested credential data), 8.7 (none).
final class SoftAuthenticator {
  private static final int PRESENT = 1;
  private static final int VERIFIED = 4;
  private static final int ATTESTED = 64;

  private final KeyPair keys = keys();
  String id = Secrets.base64(Secrets.bytes(20));
  String userHandle = "";
  boolean verifies = true;
  boolean counts = true;
  boolean breaksSignature;
  int count;

  private static KeyPair keys() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /// @return `RegistrationResponseJSON`
  JsonObject create(String challenge, String host, String origin) {
    var data = authenticatorData(host, ATTESTED, attested());
    var object = new ByteArrayOutputStream();
    object.write(0xa3); // a map of three
    text(object, "fmt");
    text(object, "none");
    text(object, "attStmt");
    object.write(0xa0); // an empty map
    text(object, "authData");
    bytes(object, data);
    return json(
        credential(
            Json.object(
                "clientDataJSON",
                Secrets.base64(clientData("webauthn.create", challenge, origin)),
                "attestationObject",
                Secrets.base64(object.toByteArray()))));
  }

  /// @return `AuthenticationResponseJSON`
  JsonObject get(String challenge, String host, String origin) {
    return json(raw(challenge, host, origin));
  }

  Map<String, Object> raw(String challenge, String host, String origin) {
    var data = authenticatorData(host, 0, new byte[0]);
    var client = clientData("webauthn.get", challenge, origin);
    return credential(
        Json.object(
            "clientDataJSON",
            Secrets.base64(client),
            "authenticatorData",
            Secrets.base64(data),
            "signature",
            Secrets.base64(sign(data, client)),
            "userHandle",
            userHandle));
  }

  /// `PublicKeyCredential` as JSON.
  private Map<String, Object> credential(Map<String, Object> response) {
    return Json.object(
        "id",
        id,
        "rawId",
        id,
        "type",
        "public-key",
        "clientExtensionResults",
        Map.of(),
        "response",
        response);
  }

  private static JsonObject json(Map<String, Object> object) {
    try {
      return JsonObject.parse(Json.text(object));
    } catch (BadJsonException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] clientData(String type, String challenge, String origin) {
    return Json.text(
            Json.object(
                "type", type, "challenge", challenge, "origin", origin, "crossOrigin", false))
        .getBytes(UTF_8);
  }

  private byte[] authenticatorData(String host, int flags, byte[] attested) {
    int all = flags | PRESENT | (verifies ? VERIFIED : 0);
    return ByteBuffer.allocate(37 + attested.length)
        .put(sha256(host.getBytes(UTF_8)))
        .put((byte) all)
        .putInt(counts ? ++count : 0)
        .put(attested)
        .array();
  }

  private byte[] attested() {
    var raw = Secrets.fromBase64(id).orElseThrow();
    var key = coseKey();
    return ByteBuffer.allocate(16 + 2 + raw.length + key.length)
        .put(new byte[16]) // no model
        .putShort((short) raw.length)
        .put(raw)
        .put(key)
        .array();
  }

  /// RFC 9053: key type EC2, algorithm ES256, curve P-256.
  private byte[] coseKey() {
    var point = ((ECPublicKey) keys.getPublic()).getW();
    var cose = new ByteArrayOutputStream();
    cose.writeBytes(new byte[] {(byte) 0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21});
    bytes(cose, coordinate(point.getAffineX()));
    cose.write(0x22);
    bytes(cose, coordinate(point.getAffineY()));
    return cose.toByteArray();
  }

  private static byte[] coordinate(BigInteger number) {
    var fixed = new byte[32];
    var bytes = number.toByteArray();
    int length = Math.min(32, bytes.length);
    System.arraycopy(bytes, bytes.length - length, fixed, 32 - length, length);
    return fixed;
  }

  private static void text(ByteArrayOutputStream out, String text) {
    out.write(0x60 + text.length());
    out.writeBytes(text.getBytes(UTF_8));
  }

  private static void bytes(ByteArrayOutputStream out, byte[] bytes) {
    out.write(0x58); // a length of one byte follows
    out.write(bytes.length);
    out.writeBytes(bytes);
  }

  private byte[] sign(byte[] data, byte[] client) {
    try {
      var signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(data);
      signature.update(sha256(client));
      var signed = signature.sign();
      signed[signed.length - 1] ^= (byte) (breaksSignature ? 1 : 0);
      return signed;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
