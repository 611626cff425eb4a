/** Arbitrary values that a printed seed makes again: set SEED to repeat a run that failed. */
export class Arbitrary {
  readonly seed = Number(process.env["SEED"] ?? Math.floor(Math.random() * 2 ** 32));
  #state = this.seed;

  /** A whole number in [0, bound). */
  below(bound: number): number {
    // mulberry32
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * bound);
  }

  bytes(most: number): Uint8Array<ArrayBuffer> {
    return Uint8Array.from({ length: this.below(most + 1) }, () => this.below(256));
  }

  /** The same bytes but for a few that are changed, and perhaps a lost end. */
  damage(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
    const damaged = Uint8Array.from(
      bytes.subarray(0, this.below(4) === 0 ? this.below(bytes.length + 1) : undefined),
    );
    for (let n = this.below(6); n > 0 && damaged.length > 0; n--) {
      damaged[this.below(damaged.length)] = this.below(256);
    }
    return damaged;
  }
}
