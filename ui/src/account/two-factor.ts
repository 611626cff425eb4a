import { beginTotp, type Enrolment, finishTotp, type Me, removeTotp, renewRecovery } from "../api/me.ts";
import { button, make, set } from "../dom.ts";
import { askFirst } from "../parts/ask.ts";
import { openDialog } from "../parts/dialog.ts";
import { Field } from "../parts/field.ts";
import { Form } from "../parts/form.ts";
import { copyButton, toldOnce } from "../parts/once.ts";
import { tell } from "../parts/toast.ts";
import { failureText } from "../parts/words.ts";

/** Below so many recovery codes it is time for new ones. */
const FEW = 3;

export function twoFactor(me: Me, changed: () => void): HTMLElement {
  return me.totp
    ? make(
        "div",
        {},
        make("p", {}, "On. A login by password also needs a code of your authenticator app."),
        make("p", { class: me.recovery < FEW ? "warn" : "soft" }, recoveryText(me.recovery)),
        make(
          "div",
          { class: "keys" },
          button("New recovery codes", () => newRecovery(changed)),
          button("Turn off", () => turnOff(changed)),
        ),
      )
    : make(
        "div",
        {},
        make(
          "p",
          {},
          "Off. With it, a stolen password is not enough: a login also needs a code of an app on your phone.",
        ),
        make(
          "div",
          { class: "keys" },
          button("Turn on", () => void turnOn(me.name, changed)),
        ),
      );
}

function recoveryText(left: number): string {
  return left === 0
    ? "No recovery code is left. Without your phone you could not log in: make new ones."
    : left === 1
      ? "One recovery code is left. Make new ones."
      : `${left} recovery codes are left, for a day without your phone.`;
}

async function turnOn(user: string, changed: () => void): Promise<void> {
  const answer = await beginTotp();
  if (answer.kind !== "ok") {
    tell(failureText(answer));
    return;
  }
  const code = new Field({
    name: "code",
    label: "Code the app shows",
    attributes: { autocomplete: "one-time-code", inputmode: "numeric", maxlength: "10" },
  });
  const form = new Form<string[]>({
    fields: [code],
    beside: [button("Cancel", () => dialog.close())],
    submit: "Turn on",
    act: () => finishTotp(code.value.trim()),
    done: (codes) => {
      dialog.close();
      changed();
      showRecovery(user, codes);
    },
    words: (refused) => {
      if (refused.field === "code") {
        code.input.select();
        return "That is not the code of now. Is the phone's clock right?";
      }
      return undefined;
    },
  });
  const dialog = openDialog("Two-factor login", ...enrolment(answer.value), form.element);
  code.input.focus({ preventScroll: true });
}

function enrolment({ secret, uri, qr, size }: Enrolment): Node[] {
  const shown = make("code", { class: "secret" }, secret.replace(/(.{4})(?=.)/g, "$1 "));
  const link = uri.startsWith("otpauth://")
    ? [make("a", { class: "key", href: uri }, "Open in an app on this device")]
    : [];
  return [
    make("p", {}, "Scan this with an authenticator app."),
    qrPicture(qr, size),
    ...link,
    make(
      "details",
      {},
      make("summary", {}, "Type it in instead"),
      make("p", { class: "typed" }, shown, copyButton(secret, shown)),
    ),
  ];
}

function qrPicture(path: string, size: number): SVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const modules = document.createElementNS("http://www.w3.org/2000/svg", "path");
  set(modules, { d: path });
  set(svg, {
    class: "qr",
    viewBox: `0 0 ${size} ${size}`,
    role: "img",
    "aria-label": "QR code of the secret",
  });
  svg.append(modules);
  return svg;
}

function turnOff(changed: () => void): void {
  askFirst(
    "Turn two-factor login off",
    "From then on your password alone lets anybody in who knows it. The recovery codes stop working too.",
    "Turn off",
    removeTotp,
    changed,
  );
}

function newRecovery(changed: () => void): void {
  let codes: string[] = [];
  askFirst(
    "New recovery codes",
    "The ones you have stop working.",
    "Make new codes",
    async () => {
      const answer = await renewRecovery();
      codes = answer.kind === "ok" ? answer.value : [];
      return answer;
    },
    () => {
      changed();
      showRecovery("", codes);
    },
  );
}

function showRecovery(user: string, codes: readonly string[]): void {
  const dialog = openDialog(
    "Keep these recovery codes",
    make("p", {}, "Each lets you in once when your phone is not there. They are shown only now."),
    toldOnce(codes.join("\n"), `nightjar-recovery${user === "" ? "" : `-${user}`}.txt`),
    make(
      "div",
      { class: "keys" },
      button("I have kept them", () => dialog.close(), { class: "key main" }),
    ),
  );
}
