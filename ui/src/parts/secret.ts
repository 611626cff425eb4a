/** Passwords: whether one may do, and good ones made up. The server has the last word (docs/ref/http-api.md). */

export const LEAST = 10;
export const MOST = 128;

/** No letter or digit that is read as another. */
const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
const GROUPS = 4;
const GROUP = 4;

/** Counted as the server does: by code points. */
export function lengthOf(password: string): number {
  return Array.from(password).length;
}

/** What is to be mended, or nothing. */
export function passwordProblem(password: string): string {
  const length = lengthOf(password);
  return length < LEAST
    ? `At least ${LEAST} characters are needed; this has ${length}.`
    : length > MOST
      ? `At most ${MOST} characters are possible; this has ${length}.`
      : "";
}

/** Said while it is typed. */
export function lengthHint(password: string): string {
  const length = lengthOf(password);
  return length === 0
    ? `At least ${LEAST} characters. A few words in a row are good.`
    : length < LEAST
      ? `${length} of at least ${LEAST} characters`
      : length > MOST
        ? `${length} of at most ${MOST} characters`
        : `${length} characters, long enough`;
}

export function userProblem(name: string): string {
  return /^[a-z0-9][a-z0-9._-]{0,30}$/.test(name.trim().toLowerCase())
    ? ""
    : "Use 1 to 31 letters a to z, digits, dots, - and _, beginning with a letter or digit.";
}

/** 79 bits: four groups of four. `random` fills an array with arbitrary bytes. */
export function madeUpPassword(random: (bytes: Uint8Array<ArrayBuffer>) => void): string {
  const letters: string[] = [];
  const even = 256 - (256 % LETTERS.length); // bytes from here on would favour the first letters
  while (letters.length < GROUPS * GROUP) {
    const bytes = new Uint8Array(32);
    random(bytes);
    letters.push(
      ...Array.from(bytes)
        .filter((byte) => byte < even)
        .map((byte) => LETTERS.charAt(byte % LETTERS.length)),
    );
  }
  return Array.from({ length: GROUPS }, (_, i) => letters.slice(i * GROUP, (i + 1) * GROUP).join("")).join(
    "-",
  );
}
