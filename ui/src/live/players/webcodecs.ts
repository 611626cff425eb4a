import { decoderSetup } from "../init-segment.ts";
import type { Fragment, Media } from "../protocol.ts";
import { Latest } from "./latest.ts";
import { type Audience, type Count, messageOf, type Player, smoothed, toFile, waiting } from "./player.ts";

/** Milliseconds that a decoder may take over its last pictures before it is left. */
const PATIENCE = 300;

/** Decodes access units and draws each picture as soon as it comes out. */
export class WebCodecsPlayer implements Player {
  readonly #canvas: HTMLCanvasElement;
  readonly #audience: Audience;
  readonly #screen: Latest<VideoFrame>;
  #decoder: VideoDecoder | undefined;
  #config: VideoDecoderConfig | undefined;
  /** Arrived before the decoder was ready. */
  #early: Fragment[] = [];
  #needsIdr = true;
  #decoded = 0;
  #dropped = 0;
  #newestArrived = 0;
  #newestShown = 0;
  /** When what is being decoded was given to the decoder, the oldest first; pictures come out in that order. */
  #given: number[] = [];
  #decode = 0;

  constructor(canvas: HTMLCanvasElement, audience: Audience) {
    this.#canvas = canvas;
    this.#audience = audience;
    const context = canvas.getContext("2d", { alpha: false });
    this.#screen = new Latest(
      (frame) => {
        this.#draw(context, frame);
      },
      (frame) => {
        this.#dropped++;
        frame.close();
      },
    );
  }

  take(media: Media): void {
    if (media.kind === "init") {
      void this.#setUp(media.bytes);
    } else if (media.kind === "fragment") {
      this.#newestArrived = media.captured;
      if (this.#decoder === undefined) {
        this.#early = media.idr ? [media] : [...this.#early, media];
      } else {
        this.#give(this.#decoder, media);
      }
    }
  }

  play(): void {
    // a canvas needs no leave
  }

  count(): Count {
    return {
      buffered: waiting(this.#newestArrived, this.#newestShown),
      decoded: this.#decoded,
      dropped: this.#dropped,
      decode: this.#decode,
    };
  }

  snapshot(): Promise<Blob | undefined> {
    return this.#newestShown === 0 ? Promise.resolve(undefined) : toFile(this.#canvas);
  }

  close(): void {
    this.#config = undefined;
    shut(this.#decoder);
    this.#decoder = undefined;
    this.#early = [];
    this.#screen.close();
  }

  async #setUp(initSegment: Uint8Array<ArrayBuffer>): Promise<void> {
    const before = this.#decoder;
    this.#decoder = undefined; // what comes from now on is for the next one
    this.#early = [];
    const setup = decoderSetup(initSegment);
    if (setup === undefined) {
      this.#audience.impossible("the stream is not H.264");
      return;
    }
    const config = { codec: setup.codec, description: setup.avcC, optimizeForLatency: true };
    this.#config = config;
    const [supported] = await Promise.all([
      VideoDecoder.isConfigSupported(config).then(
        (answer) => answer.supported === true,
        () => false,
      ),
      finish(before),
    ]);
    if (this.#config !== config) {
      return; // closed, or a newer init segment came meanwhile
    }
    if (supported) {
      this.#open(config);
    } else {
      this.#audience.impossible(`browser cannot decode ${setup.codec}`);
    }
  }

  #open(config: VideoDecoderConfig): void {
    const decoder = new VideoDecoder({
      output: (frame) => {
        this.#decoded++;
        this.#decode = smoothed(this.#decode, performance.now() - (this.#given.shift() ?? 0));
        this.#screen.offer(frame);
      },
      error: (e) => {
        if (this.#decoder === decoder) {
          this.#audience.broke(`decoder failed: ${messageOf(e)}`);
        }
      },
    });
    decoder.configure(config);
    this.#decoder = decoder;
    this.#needsIdr = true;
    this.#given = [];
    for (const fragment of this.#early.splice(0)) {
      this.#give(decoder, fragment);
    }
  }

  #give(decoder: VideoDecoder, { idr, captured, unit }: Fragment): void {
    if (this.#needsIdr && !idr) {
      this.#dropped++;
      return;
    }
    this.#needsIdr = false;
    this.#given.push(performance.now());
    try {
      // The capture time goes through the decoder as the picture's time stamp, and comes out with it.
      decoder.decode(new EncodedVideoChunk({ type: idr ? "key" : "delta", timestamp: captured, data: unit }));
    } catch (e) {
      this.#audience.broke(`decoder failed: ${messageOf(e)}`);
    }
  }

  #draw(context: CanvasRenderingContext2D | null, frame: VideoFrame): void {
    const { displayWidth: width, displayHeight: height, timestamp } = frame;
    if (this.#canvas.width !== width || this.#canvas.height !== height) {
      this.#canvas.width = width;
      this.#canvas.height = height;
    }
    context?.drawImage(frame, 0, 0, width, height);
    frame.close();
    this.#newestShown = timestamp;
    this.#audience.shown(timestamp, width, height);
  }
}

/** Lets a decoder give the pictures it still has, so that they come before those of the next one; then closes it. */
async function finish(decoder: VideoDecoder | undefined): Promise<void> {
  if (decoder?.state === "configured") {
    const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
    await Promise.race([decoder.flush().catch(() => undefined), late]);
  }
  shut(decoder);
}

function shut(decoder: VideoDecoder | undefined): void {
  if (decoder !== undefined && decoder.state !== "closed") {
    decoder.close();
  }
}
