import { child } from "../live/init-segment.ts";
import { TICKS_PER_SECOND } from "../live/protocol.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** What may be given to a video element at once: an init segment, or a fragment with the times of its pictures. */
export interface Part {
  bytes: Bytes;
  isSetup: boolean;
  /** Whether decoding may begin with it. */
  isIdr: boolean;
  /** Seconds on the track's clock at which pictures begin, and at which the last ends. */
  times: number[];
  end: number;
}

/** A larger one is none of ours. */
const LARGEST = 64 * 1024 * 1024;

/** Takes apart what arrives in pieces of any size. */
export class Fragments {
  #rest: Bytes = new Uint8Array();
  /** Boxes that belong to the part that is not whole yet. */
  #held: Bytes[] = [];

  /** The parts that are whole now. Throws on what is not MP4. */
  take(piece: Bytes): Part[] {
    this.#rest = joined([this.#rest, piece]);
    const parts: Part[] = [];
    for (let box = this.#box(); box !== undefined; box = this.#box()) {
      const type = String.fromCharCode(...box.subarray(4, 8));
      if (type === "ftyp" || type === "moof") {
        this.#held = [];
      }
      if (["ftyp", "moov", "moof", "mdat"].includes(type)) {
        this.#held.push(box);
      }
      if (type === "moov" || type === "mdat") {
        const bytes = joined(this.#held.splice(0));
        parts.push({ bytes, isSetup: type === "moov", ...runOf(bytes) });
      }
    }
    return parts;
  }

  #box(): Bytes | undefined {
    if (this.#rest.length < 8) {
      return undefined;
    }
    const size = viewOf(this.#rest).getUint32(0);
    if (size < 8 || size > LARGEST) {
      throw new Error(`a box of ${size} bytes`);
    }
    if (this.#rest.length < size) {
      return undefined;
    }
    const box = this.#rest.subarray(0, size);
    this.#rest = this.#rest.subarray(size);
    return box;
  }
}

/** The parts of all that comes, as they become whole. Throws on what is not MP4, and a TypeError where it breaks off. */
export async function* partsOf(body: ReadableStream<Bytes>): AsyncGenerator<Part[], void> {
  const fragments = new Fragments();
  const reader = body.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    yield fragments.take(read.value);
  }
}

const HAS_OFFSET = 0x1;
const HAS_FIRST_FLAGS = 0x4;
const HAS_DURATION = 0x100;
const HAS_SIZE = 0x200;
const HAS_FLAGS = 0x400;
const SAMPLE_FIELDS = [HAS_DURATION, HAS_SIZE, HAS_FLAGS, 0x800];
/** Of a sample that is no IDR (8.8.3.1). */
const IS_NO_SYNC = 0x10000;
/** In tfhd, fields of 8 or 4 bytes that come before the default duration. */
const TFHD_BEFORE: readonly (readonly [flag: number, size: number])[] = [
  [0x1, 8],
  [0x2, 4],
];
const TFHD_DURATION = 0x8;

/** Of one track (ISO/IEC 14496-12, 8.8.7, 8.8.8 and 8.8.12); nothing for an init segment. */
function runOf(bytes: Bytes): { times: number[]; end: number; isIdr: boolean } {
  const moof = child(bytes, 0, "moof");
  const traf = moof && child(moof, 0, "traf");
  const [tfhd, tfdt, trun] = ["tfhd", "tfdt", "trun"].map((type) => traf && child(traf, 0, type));
  if (tfhd === undefined || tfdt === undefined || trun === undefined) {
    return { times: [], end: 0, isIdr: false };
  }
  const usual = usualDuration(viewOf(tfhd));
  const run = viewOf(trun);
  const flags = run.getUint32(0);
  const size = lengthOf(flags, SAMPLE_FIELDS);
  let at = 8 + ((flags & HAS_OFFSET) !== 0 ? 4 : 0) + ((flags & HAS_FIRST_FLAGS) !== 0 ? 4 : 0);
  const first = at + lengthOf(flags, [HAS_DURATION, HAS_SIZE]);
  const isIdr =
    (flags & HAS_FLAGS) !== 0 && first + 4 <= run.byteLength && (run.getUint32(first) & IS_NO_SYNC) === 0;
  const times: number[] = [];
  const start = viewOf(tfdt);
  let ticks = start.getUint8(0) === 1 ? Number(start.getBigUint64(4)) : start.getUint32(4);
  for (let left = run.getUint32(4); left > 0 && at + size <= run.byteLength; left--) {
    times.push(ticks / TICKS_PER_SECOND);
    ticks += (flags & HAS_DURATION) !== 0 ? run.getUint32(at) : usual;
    at += size;
  }
  return { times, end: ticks / TICKS_PER_SECOND, isIdr };
}

/** Of those fields of 4 bytes that there are. */
function lengthOf(flags: number, fields: readonly number[]): number {
  return fields.filter((field) => (flags & field) !== 0).length * 4;
}

function usualDuration(tfhd: DataView): number {
  const flags = tfhd.getUint32(0);
  const at = TFHD_BEFORE.reduce((sum, [flag, size]) => sum + ((flags & flag) !== 0 ? size : 0), 8);
  return (flags & TFHD_DURATION) !== 0 && at + 4 <= tfhd.byteLength ? tfhd.getUint32(at) : 0;
}

function viewOf(bytes: Bytes): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function joined(all: readonly Bytes[]): Bytes {
  if (all.length === 1 && all[0] !== undefined) {
    return all[0];
  }
  const whole = new Uint8Array(all.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const one of all) {
    whole.set(one, at);
    at += one.length;
  }
  return whole;
}
