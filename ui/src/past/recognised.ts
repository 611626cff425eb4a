import { getEvent, type Seen, type Summary } from "../api/events.ts";
import { type Mark, marksOf } from "../objects/course.ts";
import { SECOND } from "./scale.ts";

/** Events of which it is kept what was recognised, the longest unused going first. */
const KEPT = 24;
/** Milliseconds until what lasts is asked for again, and until what was not to be had is. */
const GROWS = 4000;
const DOUBTED = 10_000;

interface Entry {
  objects: readonly Seen[];
  /** Milliseconds of the page's clock until it is good. */
  until: number;
}

/** What was recognised in the events around the moment shown: had when somebody looks there, one at a time. */
export class Recognised {
  readonly #kept = new Map<string, Entry>();
  readonly #came: () => void;
  #isBusy = false;
  #isClosed = false;

  constructor(came: () => void) {
    this.#came = came;
  }

  /** All there was at a moment, as far as it is here. */
  marksAt(events: readonly Summary[], moment: number): Mark[] {
    return events
      .filter(
        ({ kinds, start, end }) =>
          kinds.length > 0 && start - SECOND <= moment && (end === 0 || moment <= end + SECOND),
      )
      .flatMap((event) => marksOf(this.#objectsOf(event), moment));
  }

  close(): void {
    this.#isClosed = true;
    this.#kept.clear();
  }

  #objectsOf({ id, end }: Summary): readonly Seen[] {
    const known = this.#kept.get(id);
    if (known !== undefined) {
      this.#kept.delete(id);
      this.#kept.set(id, known);
    }
    if (known === undefined || performance.now() > known.until) {
      void this.#ask(id, end === 0);
    }
    return known?.objects ?? [];
  }

  async #ask(id: string, isLasting: boolean): Promise<void> {
    if (this.#isBusy) {
      return; // it is wanted again with the next picture
    }
    this.#isBusy = true;
    const answer = await getEvent(id);
    this.#isBusy = false;
    if (this.#isClosed) {
      return;
    }
    const [objects, good] =
      answer.kind === "ok"
        ? [answer.value.objects, isLasting ? GROWS : Infinity]
        : [this.#kept.get(id)?.objects ?? [], DOUBTED];
    this.#kept.set(id, { objects, until: performance.now() + good });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT && oldest !== undefined) {
      this.#kept.delete(oldest);
    }
    this.#came();
  }
}
