import { decoderSetup } from "../init-segment.ts";
import type { Fragment, Media } from "../protocol.ts";
import { Latest } from "./latest.ts";
import { type Audience, type Count, messageOf, type Player, toFile, waiting } from "./player.ts";

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
        this.#decode(this.#decoder, media);
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
    };
  }

  snapshot(): Promise<Blob | undefined> {
    return this.#newestShown === 0 ? Promise.resolve(undefined) : toFile(this.#canvas);
  }

  close(): void {
    this.#config = undefined;
    this.#discardDecoder();
    this.#screen.close();
  }

  async #setUp(initSegment: Uint8Array<ArrayBuffer>): Promise<void> {
    this.#discardDecoder();
    const setup = decoderSetup(initSegment);
    if (setup === undefined) {
      this.#audience.impossible("the stream is not H.264");
      return;
    }
    const config = { codec: setup.codec, description: setup.avcC, optimizeForLatency: true };
    this.#config = config;
    const supported = await VideoDecoder.isConfigSupported(config).then(
      (answer) => answer.supported === true,
      () => false,
    );
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
    for (const fragment of this.#early.splice(0)) {
      this.#decode(decoder, fragment);
    }
  }

  #decode(decoder: VideoDecoder, { idr, captured, unit }: Fragment): void {
    if (this.#needsIdr && !idr) {
      this.#dropped++;
      return;
    }
    this.#needsIdr = false;
    try {
      // The capture time goes through the decoder as the picture's time stamp, and comes out with it.
      decoder.decode(new EncodedVideoChunk({ type: idr ? "key" : "delta", timestamp: captured, data: unit }));
    } catch (e) {
      this.#audience.broke(`decoder failed: ${messageOf(e)}`);
    }
  }

  #discardDecoder(): void {
    const decoder = this.#decoder;
    this.#decoder = undefined;
    this.#early = [];
    if (decoder !== undefined && decoder.state !== "closed") {
      decoder.close();
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
