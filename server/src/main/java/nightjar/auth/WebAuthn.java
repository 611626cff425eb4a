package nightjar.auth;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticationRequest;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.RegistrationRequest;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The one class that knows the WebAuthn library, which is loaded when this is made. Whether a
/// challenge is ours and fresh is for the caller to see to.
@SuppressWarnings("ArrayRecordComponent") // they carry bytes, and are never compared
final class WebAuthn {
  private static final boolean USER_VERIFIED = true;
  private static final boolean USER_PRESENT = true;
  // ES256 every authenticator has, EdDSA some, RS256 Windows Hello.
  static final List<Integer> ALGORITHMS = List.of(-7, -8, -257);

  private final ObjectConverter converter = new ObjectConverter();
  private final WebAuthnManager library = WebAuthnManager.createNonStrictWebAuthnManager(converter);
  private final AttestedCredentialDataConverter credentials =
      new AttestedCredentialDataConverter(converter);

  /// The page that asked.
  ///
  /// @param host the host name that passkeys are bound to
  record Site(String host, String origin, byte[] challenge) {
    private ServerProperty property() {
      return ServerProperty.builder()
          .origin(new Origin(origin))
          .rpId(host)
          .challenge(new DefaultChallenge(challenge))
          .build();
    }
  }

  /// What is kept of a passkey.
  record Made(byte[] id, byte[] credential, long count, boolean backedUp) {}

  /// What changes when one is used.
  record Used(long count, boolean backedUp) {}

  /// The ceremony is not as it must be.
  static final class BadCeremonyException extends Exception {
    private static final long serialVersionUID = 1;

    BadCeremonyException(@Nullable Throwable cause) {
      super(cause == null ? "" : named(cause), cause);
    }
  }

  /// Such as `BadOrigin`.
  private static String named(Throwable cause) {
    return cause.getClass().getSimpleName().replaceFirst("Exception$", "");
  }

  Made register(Site site, byte[] attestation, byte[] clientJson) throws BadCeremonyException {
    try {
      var parameters =
          new RegistrationParameters(site.property(), algorithms(), USER_VERIFIED, USER_PRESENT);
      var made = library.verify(new RegistrationRequest(attestation, clientJson), parameters);
      var object = made.getAttestationObject();
      var from = object == null ? null : object.getAuthenticatorData();
      var credential = from == null ? null : from.getAttestedCredentialData();
      if (from == null || credential == null) {
        throw new BadCeremonyException(null);
      }
      return new Made(
          credential.getCredentialId(),
          credentials.convert(credential),
          from.getSignCount(),
          from.isFlagBS());
    } catch (RuntimeException e) { // the library throws several kinds, all meaning this
      throw new BadCeremonyException(e);
    }
  }

  private static List<PublicKeyCredentialParameters> algorithms() {
    return ALGORITHMS.stream()
        .map(
            number ->
                new PublicKeyCredentialParameters(
                    PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.create(number)))
        .toList();
  }

  /// A count that does not grow is that of a copy of the passkey, and refused.
  Used authenticate(Site site, byte[] id, Made key, Assertion assertion)
      throws BadCeremonyException {
    try {
      var record =
          new CredentialRecordImpl(
              null,
              null,
              null,
              null,
              key.count,
              credentials.convert(key.credential),
              null,
              null,
              null,
              null);
      var parameters =
          new AuthenticationParameters(
              site.property(), record, List.of(key.id), USER_VERIFIED, USER_PRESENT);
      var request =
          new AuthenticationRequest(
              id, assertion.authenticator, assertion.clientJson, assertion.signature);
      var from = library.verify(request, parameters).getAuthenticatorData();
      if (from == null) {
        throw new BadCeremonyException(null);
      }
      return new Used(from.getSignCount(), from.isFlagBS());
    } catch (RuntimeException e) { // the library throws several kinds, all meaning this
      throw new BadCeremonyException(e);
    }
  }

  /// What an authenticator signed, and the signature.
  record Assertion(byte[] authenticator, byte[] clientJson, byte[] signature) {}
}
