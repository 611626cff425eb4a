import type { Answer, Refused } from "../api/request.ts";

export const UNREACHABLE = "The server does not answer. Nothing was changed; try again.";

/** Refusals that mean the same wherever they come from; those of a form are said by the form. */
export function refusalText(refused: Refused): string {
  switch (refused.code) {
    case "wait":
      return "Too many tries. Please wait.";
    case "role":
      return "Your account may not do that.";
    case "camera":
      return "Your account may not see that camera.";
    case "confirm":
      return "Not done: it was not confirmed that it is you.";
    case "origin":
      return "The server takes changes only from its own page. Open the page by the address it is reached at.";
    case "login":
      return "You are logged out.";
    case "last-administrator":
      return "This is the last administrator, and one must remain. Make somebody else one first.";
    case "taken":
      return "That name is taken.";
  }
  return refused.error !== "" ? sentence(refused.error) : `The server refused (${refused.status}).`;
}

/** Why it went wrong; nothing if it did not. */
export function failureText(answer: Answer<unknown>): string {
  switch (answer.kind) {
    case "ok":
      return "";
    case "refused":
      return refusalText(answer);
    case "unreachable":
      return UNREACHABLE;
  }
}

/** Why something could not be shown. */
export function loadFailure(answer: Answer<unknown>): string {
  return answer.kind === "unreachable" ? "The server does not answer." : failureText(answer);
}

/** One line of the server's as a sentence of ours. */
export function sentence(line: string): string {
  const text = line.trim();
  return text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? "" : ".");
}
