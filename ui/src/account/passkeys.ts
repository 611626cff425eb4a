import { addPasskey, type Me, newPasskeyChallenge, type Passkey, removePasskey } from "../api/me.ts";
import type { Answer } from "../api/request.ts";
import {
  ceremonyFailure,
  creationOptions,
  credentialJson,
  passkeyObstacle,
  thisPlace,
} from "../access/passkey.ts";
import { button, make } from "../dom.ts";
import { agentText } from "../parts/agent.ts";
import { askFirst } from "../parts/ask.ts";
import { openDialog } from "../parts/dialog.ts";
import { Field } from "../parts/field.ts";
import { Form } from "../parts/form.ts";
import { rows } from "../parts/section.ts";
import { dateText, whenText } from "../parts/times.ts";

export function passkeys(me: Me, changed: () => void): HTMLElement {
  const obstacle = passkeyObstacle(thisPlace());
  return make(
    "div",
    {},
    make("p", {}, "Log in with your fingerprint, face or a security key: no password, no code."),
    rows(
      me.passkeys.map((key) => ({
        title: key.name,
        details: [`For ${key.host}. Added ${dateText(key.created)}, used ${whenText(key.used, new Date())}.`],
        keys: [button("Remove", () => remove(key, changed), { "aria-label": `Remove ${key.name}` })],
      })),
      "You have none yet.",
    ),
    obstacle === ""
      ? make(
          "div",
          { class: "keys" },
          button("Add a passkey", () => add(changed)),
        )
      : make("p", { class: "warn" }, obstacle),
  );
}

function remove({ id, name }: Passkey, changed: () => void): void {
  askFirst(
    `Remove ${name}`,
    "It no longer lets you in. Your device may go on offering it until you remove it there too.",
    "Remove",
    () => removePasskey(id),
    changed,
  );
}

function add(changed: () => void): void {
  const name = new Field({
    name: "name",
    label: "Name",
    value: agentText(navigator.userAgent),
    hint: "So that you know it again in this list",
    attributes: { autocomplete: "off", maxlength: "60" },
  });
  const form = new Form<Passkey>({
    fields: [name],
    beside: [button("Cancel", () => dialog.close())],
    submit: "Add it",
    act: () => ceremony(name.value.trim(), gone.signal),
    done: () => {
      dialog.close();
      changed();
    },
  });
  const dialog = openDialog("Add a passkey", form.element);
  const gone = new AbortController();
  void dialog.closed.then(() => gone.abort());
  name.input.select();
}

async function ceremony(name: string, signal: AbortSignal): Promise<Answer<Passkey>> {
  const challenge = await newPasskeyChallenge();
  if (challenge.kind !== "ok") {
    return challenge;
  }
  let json: unknown;
  try {
    const made = await navigator.credentials.create({ publicKey: creationOptions(challenge.value), signal });
    json = made instanceof PublicKeyCredential ? credentialJson(made) : undefined;
  } catch (e) {
    return failed(ceremonyFailure(e));
  }
  return json === undefined ? failed(ceremonyFailure(undefined)) : addPasskey(name, json);
}

/** What the browser refused, as though the server had. */
function failed(error: string): Answer<Passkey> {
  return { kind: "refused", status: 0, error, code: "", field: "", retryIn: 0 };
}
