import type { Answer, Refused } from "../api/request.ts";
import { logIn, logInByPasskey, passkeyChallenge, type Server } from "../api/server.ts";
import { button, make, say } from "../dom.ts";
import { Field } from "../parts/field.ts";
import { Form } from "../parts/form.ts";
import type { Screen } from "../parts/screen.ts";
import { failureText } from "../parts/words.ts";
import { CodeField } from "./code-field.ts";
import { card } from "./frame.ts";
import { ceremonyFailure, credentialJson, passkeyObstacle, requestOptions, thisPlace } from "./passkey.ts";

/** A challenge is good for five minutes; one offered in the background is renewed before that, in milliseconds. */
const RENEW = 4 * 60_000;

/** Why one is here, and who was before. */
export interface Arrival {
  /** Whose session ended while the page was open; empty if nobody's. */
  expired: string;
}

export class LoginScreen implements Screen {
  readonly #gone = new AbortController();
  readonly #done: (server: Server) => void;
  readonly #element: HTMLElement;
  readonly #title: HTMLElement;
  readonly #user: Field;
  readonly #password: Field;
  readonly #code = new CodeField();
  readonly #form: Form<Server>;
  readonly #other: HTMLElement;
  readonly #back = button("Start again", () => this.#firstStep(), { class: "key plain", hidden: true });
  #offer = new AbortController();
  #renewing = 0;

  constructor(main: HTMLElement, { expired }: Arrival, done: (server: Server) => void) {
    this.#done = done;
    const canUsePasskeys = passkeyObstacle(thisPlace()) === "";
    this.#user = new Field({
      name: "user",
      label: "User name",
      value: expired,
      attributes: { autocomplete: canUsePasskeys ? "username webauthn" : "username", maxlength: "64" },
    });
    this.#password = new Field({
      name: "password",
      label: "Password",
      type: "password",
      attributes: { autocomplete: "current-password" },
    });
    this.#form = new Form<Server>({
      fields: [this.#user, this.#password, this.#code],
      beside: [this.#code.toggle, this.#back],
      submit: "Log in",
      act: () => logIn(this.#user.value, this.#password.value, this.#code.value.trim()),
      done: (server) => this.#entered(server),
      words: (refused) => this.#refused(refused),
    });
    this.#other = make(
      "div",
      { class: "other", hidden: !canUsePasskeys },
      make("span", {}, "or"),
      button("Log in with a passkey", () => void this.#byPasskey()),
    );
    const made = card("Log in", this.#lead(expired), this.#form.element, this.#other);
    this.#element = made.element;
    this.#title = made.title;
    main.replaceChildren(this.#element);
    (expired === "" ? this.#user : this.#password).input.focus({ preventScroll: true });
    void this.#offerPasskeys();
  }

  close(): void {
    this.#gone.abort();
    this.#withdraw();
    this.#element.remove();
  }

  #lead(expired: string): HTMLElement {
    return make(
      "p",
      { class: "lead", hidden: expired === "" },
      "You were logged out. Log in to go on where you were.",
    );
  }

  #entered(server: Server): void {
    this.#withdraw();
    this.#done(server);
  }

  /** The password stays in its field, hidden: it is sent again with the code. */
  #secondStep(): void {
    this.#withdraw();
    this.#password.reveal(false);
    this.#user.element.hidden = this.#password.element.hidden = this.#other.hidden = true;
    this.#back.hidden = false;
    say(this.#title, "One more step");
    this.#code.show();
  }

  #firstStep(): void {
    this.#code.hide();
    this.#form.alert("");
    this.#password.value = "";
    this.#user.element.hidden = this.#password.element.hidden = false;
    this.#other.hidden = passkeyObstacle(thisPlace()) !== "";
    this.#back.hidden = true;
    say(this.#title, "Log in");
    this.#user.input.focus();
    void this.#offerPasskeys();
  }

  #refused({ code }: Refused): string | undefined {
    switch (code) {
      case "second":
        this.#secondStep();
        return "";
      case "wrong":
        if (this.#code.isShown) {
          this.#code.refuse("");
          return "That code is wrong, or was used already. An app shows a new one every 30 seconds.";
        }
        this.#password.input.focus();
        this.#password.input.select();
        return "Name or password is wrong.";
    }
    return undefined;
  }

  async #byPasskey(): Promise<void> {
    this.#withdraw();
    const answer = await this.#ceremony(this.#gone.signal, false);
    if (this.#gone.signal.aborted) {
      return;
    }
    if (typeof answer === "string") {
      this.#form.alert(answer);
    } else if (answer.kind === "ok") {
      this.#entered(answer.value);
    } else if (answer.kind === "refused" && answer.code === "wrong") {
      this.#form.alert("That passkey is not known here. Log in with your password.");
    } else {
      this.#form.alert(failureText(answer));
    }
    if (typeof answer === "string" || answer.kind !== "ok") {
      void this.#offerPasskeys();
    }
  }

  /** Passkeys in the list that the browser offers for the user name, where it can do that. */
  async #offerPasskeys(): Promise<void> {
    const can =
      passkeyObstacle(thisPlace()) === "" &&
      "isConditionalMediationAvailable" in PublicKeyCredential &&
      (await PublicKeyCredential.isConditionalMediationAvailable());
    if (!can || this.#gone.signal.aborted) {
      return;
    }
    const offer = new AbortController();
    this.#offer = offer;
    this.#renewing = setTimeout(() => {
      this.#withdraw();
      void this.#offerPasskeys();
    }, RENEW);
    const answer = await this.#ceremony(offer.signal, true);
    if (typeof answer !== "string" && !offer.signal.aborted) {
      if (answer.kind === "ok") {
        this.#entered(answer.value);
      } else if (answer.kind === "refused" && answer.code === "wrong") {
        this.#form.alert("That passkey is not known here. Log in with your password.");
      }
    }
  }

  /** Only one ceremony at a time is possible in a browser. */
  #withdraw(): void {
    clearTimeout(this.#renewing);
    this.#offer.abort();
  }

  async #ceremony(signal: AbortSignal, isOffer: boolean): Promise<Answer<Server> | string> {
    const challenge = await passkeyChallenge();
    if (challenge.kind !== "ok") {
      return challenge;
    }
    try {
      const credential = await navigator.credentials.get({
        publicKey: requestOptions(challenge.value),
        signal,
        ...(isOffer ? { mediation: "conditional" as const } : {}),
      });
      return credential instanceof PublicKeyCredential
        ? await logInByPasskey(credentialJson(credential))
        : ceremonyFailure(undefined);
    } catch (e) {
      return ceremonyFailure(e);
    }
  }
}
