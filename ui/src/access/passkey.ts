/** Passkeys: JSON as the server has it to and from what the browser takes, and whether they work at this address. */

export function toBase64url(bytes: ArrayBuffer | Uint8Array): string {
  const binary = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** Throws on what is not base64url. */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}

interface DescriptorJson {
  type: "public-key";
  id: string;
  transports?: AuthenticatorTransport[];
}

type Json = Record<string, unknown>;

/** PublicKeyCredentialRequestOptionsJSON to what `credentials.get` takes. Throws when it is no such thing. */
export function requestOptions(json: unknown): PublicKeyCredentialRequestOptions {
  const { challenge, allowCredentials, ...rest } = json as Json & { challenge: string };
  return {
    ...rest,
    challenge: fromBase64url(challenge),
    allowCredentials: descriptors(allowCredentials),
  };
}

/** PublicKeyCredentialCreationOptionsJSON to what `credentials.create` takes. Throws when it is no such thing. */
export function creationOptions(json: unknown): PublicKeyCredentialCreationOptions {
  const { challenge, user, excludeCredentials, ...rest } = json as Json & {
    challenge: string;
    user: { id: string; name: string; displayName: string };
    rp: PublicKeyCredentialRpEntity;
    pubKeyCredParams: PublicKeyCredentialParameters[];
  };
  return {
    ...rest,
    challenge: fromBase64url(challenge),
    user: { ...user, id: fromBase64url(user.id) },
    excludeCredentials: descriptors(excludeCredentials),
  };
}

function descriptors(list: unknown): PublicKeyCredentialDescriptor[] {
  return ((list ?? []) as DescriptorJson[]).map((one) => ({ ...one, id: fromBase64url(one.id) }));
}

/** A credential as AuthenticationResponseJSON or RegistrationResponseJSON. */
export function credentialJson(credential: PublicKeyCredential): Json {
  return {
    id: credential.id,
    rawId: toBase64url(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: responseJson(credential.response),
  };
}

function responseJson(response: AuthenticatorResponse): Json {
  const clientDataJSON = toBase64url(response.clientDataJSON);
  if ("attestationObject" in response) {
    const made = response as AuthenticatorAttestationResponse;
    return {
      clientDataJSON,
      attestationObject: toBase64url(made.attestationObject),
      transports: made.getTransports(),
    };
  }
  const used = response as AuthenticatorAssertionResponse;
  return {
    clientDataJSON,
    authenticatorData: toBase64url(used.authenticatorData),
    signature: toBase64url(used.signature),
    userHandle: used.userHandle === null ? undefined : toBase64url(used.userHandle),
  };
}

/** What decides whether passkeys work here. */
export interface Place {
  host: string;
  /** With its colon, empty if it is the usual one. */
  port: string;
  isSecure: boolean;
  hasPasskeys: boolean;
}

/** Why passkeys do not work here, and where they would; nothing if they do. */
export function passkeyObstacle({ host, port, isSecure, hasPasskeys }: Place): string {
  if (isAddress(host)) {
    return (
      "A passkey belongs to a name, and this page was opened by a number. " +
      `Open it by the server's name, as in https://NAME.local${port}/, and add one there.`
    );
  }
  if (!isSecure) {
    return `Passkeys need a secure connection. Open https://${host}/ instead, and add one there.`;
  }
  return hasPasskeys ? "" : "This browser has no passkeys.";
}

/** An IP address in place of a name. */
export function isAddress(host: string): boolean {
  return host.startsWith("[") || /^\d+\.\d+\.\d+\.\d+$/.test(host);
}

export function thisPlace(): Place {
  return {
    host: location.hostname,
    port: location.port === "" ? "" : `:${location.port}`,
    isSecure: globalThis.isSecureContext,
    hasPasskeys: "PublicKeyCredential" in globalThis,
  };
}

/** Why a ceremony ended without a passkey. The browser tells one who gave up from a timeout no better than this. */
export function ceremonyFailure(error: unknown): string {
  const name = error instanceof Error ? error.name : "";
  switch (name) {
    case "NotAllowedError":
    case "AbortError":
      return "No passkey was used: it was cancelled, took too long, or there is none for this address.";
    case "InvalidStateError":
      return "This device already has a passkey for your account.";
    case "SecurityError":
      return "The browser allows no passkeys at this address.";
  }
  return "The browser could not use a passkey.";
}
