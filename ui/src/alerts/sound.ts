/** Hertz and seconds: two soft tones, and a call that is not slept through. */
const ORDINARY = [
  [880, 0, 0.16],
  [1174.7, 0.17, 0.3],
] as const;
const URGENT = [
  [988, 0, 0.16],
  [1318.5, 0.18, 0.16],
  [988, 0.36, 0.16],
  [1318.5, 0.54, 0.34],
] as const;

/** Tones made on the spot. A browser lets a page sound only after somebody has touched it. */
export class Sound {
  #context: AudioContext | undefined;

  constructor() {
    for (const touch of ["pointerdown", "keydown"]) {
      document.addEventListener(touch, () => void this.unlock(), { capture: true, passive: true });
    }
  }

  /** After a touch: from then on it may sound. Whether it may. */
  async unlock(): Promise<boolean> {
    const context = this.#own();
    if (context !== undefined && context.state !== "running" && context.state !== "closed") {
      await context.resume().catch(() => undefined);
    }
    return this.may;
  }

  /** Whether the browser lets it sound by now. */
  get may(): boolean {
    return this.#own()?.state === "running";
  }

  play(urgent: boolean): boolean {
    const context = this.#own();
    if (context?.state !== "running") {
      return false;
    }
    for (const [hertz, after, lasts] of urgent ? URGENT : ORDINARY) {
      tone(context, hertz, context.currentTime + after, lasts, urgent ? 0.5 : 0.25);
    }
    return true;
  }

  #own(): AudioContext | undefined {
    if (this.#context === undefined && "AudioContext" in globalThis) {
      this.#context = new AudioContext();
    }
    return this.#context;
  }
}

function tone(context: AudioContext, hertz: number, at: number, lasts: number, loud: number): void {
  const [source, gain] = [context.createOscillator(), context.createGain()];
  source.type = "triangle";
  source.frequency.value = hertz;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(loud, at + 0.015);
  gain.gain.exponentialRampToValueAtTime(0.001, at + lasts);
  source.connect(gain).connect(context.destination);
  source.start(at);
  source.stop(at + lasts);
}
