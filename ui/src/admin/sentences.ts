import type { Entry } from "../api/users.ts";
import { sentence } from "../parts/words.ts";

/** An action that did not come off may have a name of its own. */
const CAME_TO_NOTHING = /-(failed|locked|stopped)$/;

/** What an entry of the audit log says, for people. An action not known here is told as it is. */
export function sentenceOf({ user, action, subject, ok }: Entry): string {
  const who = user === "" ? "Somebody" : user;
  const says = SENTENCES.get(action.replace(CAME_TO_NOTHING, ""));
  if (says === undefined) {
    return `${who}: ${action}${subject === "" || subject === user ? "" : ` (${subject})`}`;
  }
  const isDone = ok && !CAME_TO_NOTHING.test(action);
  const whom = subject === "" ? "somebody" : subject === user ? "themselves" : subject;
  return says[isDone ? 0 : 1].replaceAll("{who}", () => who).replaceAll("{whom}", () => whom);
}

/** More about it, where there is more. */
export function detailOf({ detail }: Entry): string {
  return detail === "" ? "" : sentence(detail);
}

/** What was done, and what is said when it failed. {who} did it, to {whom}. */
const SENTENCES: ReadonlyMap<string, readonly [string, string]> = new Map([
  ["setup", ["{who} set this Nightjar up", "A setup was tried"]],
  ["login", ["{who} logged in", "{who} could not log in"]],
  ["logout", ["{who} logged out", "{who} could not log out"]],
  ["session-ended", ["{who} ended a login elsewhere", "{who} could not end a login"]],
  ["confirm", ["{who} confirmed who they are", "{who} could not confirm who they are"]],
  ["password", ["{who} changed the password", "{who} could not change the password"]],
  ["totp-on", ["{who} turned two-factor login on", "{who} could not turn two-factor login on"]],
  ["totp-off", ["{who} turned two-factor login off", "{who} could not turn two-factor login off"]],
  ["recovery", ["{who} made new recovery codes", "{who} could not make new recovery codes"]],
  ["passkey-added", ["{who} added the passkey {whom}", "{who} could not add a passkey"]],
  ["passkey-removed", ["{who} removed the passkey {whom}", "{who} could not remove a passkey"]],
  ["token-added", ["{who} made the API token {whom}", "{who} could not make an API token"]],
  ["token-revoked", ["{who} removed an API token", "{who} could not remove an API token"]],
  [
    "tokens-revoked",
    ["{who} removed all API tokens of {whom}", "{who} could not remove the API tokens of {whom}"],
  ],
  ["user-added", ["{who} added the user {whom}", "{who} could not add the user {whom}"]],
  ["user-changed", ["{who} changed the user {whom}", "{who} could not change the user {whom}"]],
  ["user-removed", ["{who} removed the user {whom}", "{who} could not remove the user {whom}"]],
  ["sessions-ended", ["{who} logged {whom} out everywhere", "{who} could not log {whom} out"]],
  [
    "factors-removed",
    ["{who} removed the second factors of {whom}", "{who} could not remove the second factors of {whom}"],
  ],
  ["failures", ["There were failures", "There were more failures than are listed"]],
  [
    "failures-with-password",
    [
      "There were failures with the right password",
      "There were more failures with the right password than are listed",
    ],
  ],
  [
    "page-refused",
    ["Another site's page was let in", "Another site's page asked for something and was refused"],
  ],
  ["motion-set", ["{who} changed how motion of {whom} is found", "{who} could not change motion of {whom}"]],
  ["objects-set", ["{who} changed what is recognised by {whom}", "{who} could not change objects of {whom}"]],
  ["objects-reset", ["{who} put objects of {whom} back", "{who} could not put objects of {whom} back"]],
  ["motion-reset", ["{who} put motion of {whom} back", "{who} could not put motion of {whom} back"]],
  ["event-remove", ["{who} deleted the event {whom}", "{who} could not delete the event {whom}"]],
  ["footage-lock", ["{who} locked footage of {whom}", "{who} could not lock footage of {whom}"]],
  ["footage-unlock", ["{who} unlocked footage of {whom}", "{who} could not unlock footage of {whom}"]],
  ["footage-remove", ["{who} deleted footage of {whom}", "{who} could not delete footage of {whom}"]],
  ["camera-off", ["{who} switched the camera {whom} off", "{who} could not switch the camera {whom} off"]],
  ["camera-on", ["{who} switched the camera {whom} on", "{who} could not switch the camera {whom} on"]],
]);
