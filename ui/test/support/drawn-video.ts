/**
 * Video of any moment, made on the spot: H.264 whose macroblocks are plain samples (I_PCM) or left as they were, so that
 * an encoder is a page long, and a clock drawn into it as the demo's (see drawn-clock.ts) is exact.
 */
import { deflateSync } from "node:zlib";

export const WIDTH = 160;
export const HEIGHT = 90;
/** Macroblocks. */
const COLUMNS = 10;
const ROWS = 6;
/** The picture may be made twice as wide and high, as another rendition of it. */
export type Scale = 1 | 2;
/** Pictures of a second; the first is an IDR. */
export const FPS = 10;
const TICKS = 90_000;
const CLOCK_WIDTH = 70;
export const CODECS = "avc1.42c01e";
/** Of the larger one. */
export const CODECS_LARGE = "avc1.42c01f";

class Bits {
  #bytes: number[] = [];
  #byte = 0;
  #count = 0;

  u(value: number, count: number): this {
    for (let i = count - 1; i >= 0; i--) {
      this.#byte = (this.#byte << 1) | ((value >> i) & 1);
      if (++this.#count === 8) {
        this.#bytes.push(this.#byte);
        this.#byte = this.#count = 0;
      }
    }
    return this;
  }

  ue(value: number): this {
    const length = Math.floor(Math.log2(value + 1));
    return this.u(0, length).u(value + 1, length + 1);
  }

  aligned(): this {
    return this.#count === 0 ? this : this.u(0, 8 - this.#count);
  }

  bytes(all: Uint8Array): this {
    for (const one of all) {
      this.#bytes.push(one);
    }
    return this;
  }

  /** With the bit that ends it, and what keeps a start code from appearing. */
  nal(header: number): Buffer {
    this.u(1, 1).aligned();
    const out = [header];
    let zeros = 0;
    for (const byte of this.#bytes) {
      if (zeros >= 2 && byte <= 3) {
        out.push(3);
        zeros = 0;
      }
      out.push(byte);
      zeros = byte === 0 ? zeros + 1 : 0;
    }
    return Buffer.from(out);
  }
}

function sps(scale: Scale): Buffer {
  return new Bits()
    .u(66, 8)
    .u(0xc0, 8)
    .u(levelOf(scale), 8)
    .ue(0)
    .ue(0)
    .ue(2)
    .ue(1)
    .u(0, 1)
    .ue(COLUMNS * scale - 1)
    .ue(ROWS * scale - 1)
    .u(0b111, 3) // whole frames, direct 8x8, cropped
    .ue(0)
    .ue(0)
    .ue(0)
    .ue(((ROWS * 16 - HEIGHT) * scale) / 2)
    .u(0, 1)
    .nal(0x67);
}

function levelOf(scale: Scale): number {
  return 29 + scale;
}

const PPS = new Bits().ue(0).ue(0).u(0, 2).ue(0).ue(0).ue(0).u(0, 3).ue(0).ue(0).ue(0).u(0b100, 3).nal(0x68);

/** Luma and chroma of one picture, macroblocks across it and down. */
interface Planes {
  columns: number;
  rows: number;
  y: Uint8Array;
  u: Uint8Array;
  v: Uint8Array;
}

/** Dusk over a street; somebody stands further on each second. The clock says `at`, microseconds since 1970. */
function paint(at: number, scale: Scale): Planes {
  const [columns, rows] = [COLUMNS * scale, ROWS * scale];
  const [wide, high] = [columns * 16, rows * 16];
  const planes = {
    columns,
    rows,
    y: new Uint8Array(wide * high),
    u: new Uint8Array((wide * high) / 4),
    v: new Uint8Array((wide * high) / 4),
  };
  const walker = 12 + (Math.floor(at / 1e6) % 10) * 14;
  for (let row = 0; row < high; row++) {
    for (let column = 0; column < wide; column++) {
      const [x, y] = [Math.floor(column / scale), Math.floor(row / scale)];
      const isWalker = Math.abs(x - walker) < 3 && y > 52 && y < 74;
      const isHouse = x > 96 && x < 140 && y > 30 && y < 60;
      const isWindow = isHouse && x % 14 > 5 && y % 12 > 5;
      planes.y[row * wide + column] = isWalker
        ? 190
        : isWindow
          ? 200
          : isHouse
            ? 44
            : y < 60
              ? 140 - y
              : 60 + (y - 60) / 2;
      if (column % 2 === 0 && row % 2 === 0) {
        const i = (row / 2) * (wide / 2) + column / 2;
        planes.u[i] = isWindow ? 90 : y < 60 ? 134 : 122;
        planes.v[i] = isWindow ? 150 : y < 60 ? 138 - y / 8 : 130;
      }
    }
  }
  drawClock(planes, Math.round(at / 1000), scale);
  return planes;
}

function drawClock({ y, u, v, columns }: Planes, milliseconds: number, scale: Scale): void {
  const time = Array.from({ length: 6 }, (_, i) => Math.floor(milliseconds / 256 ** (5 - i)) & 255);
  const bytes = [0b10100110, ...time, time.reduce((a, b) => a ^ b, 0)];
  const wide = columns * 16;
  const [across, half, cell] = [CLOCK_WIDTH * scale, wide / 2, 2 * scale];
  for (let row = 0; row < 8 * scale; row++) {
    y.fill(16, row * wide, row * wide + across);
    u.fill(128, (row >> 1) * half, (row >> 1) * half + across / 2);
    v.fill(128, (row >> 1) * half, (row >> 1) * half + across / 2);
  }
  for (let i = 0; i < 64; i++) {
    const bit = ((bytes[i >> 3] ?? 0) >> (7 - (i & 7))) & 1;
    for (let dy = 0; dy < cell; dy++) {
      const at = (cell * (1 + (i >> 5)) + dy) * wide + cell * (1 + (i % 32));
      y.fill(bit === 1 ? 235 : 16, at, at + cell);
    }
  }
}

function macroblock({ y, u, v, columns }: Planes, column: number, row: number): Uint8Array {
  const block = new Uint8Array(384);
  const wide = columns * 16;
  for (let i = 0; i < 16; i++) {
    const at = (row * 16 + i) * wide + column * 16;
    block.set(y.subarray(at, at + 16), i * 16);
  }
  for (let i = 0; i < 8; i++) {
    const at = (row * 8 + i) * (wide / 2) + column * 8;
    block.set(u.subarray(at, at + 8), 256 + i * 8);
    block.set(v.subarray(at, at + 8), 320 + i * 8);
  }
  return block;
}

function idr(planes: Planes, number: number): Buffer {
  const bits = new Bits()
    .ue(0)
    .ue(7)
    .ue(0)
    .u(0, 4)
    .ue(number % 2)
    .u(0, 2)
    .ue(0)
    .ue(1);
  for (let i = 0; i < planes.columns * planes.rows; i++) {
    bits
      .ue(25)
      .aligned()
      .bytes(macroblock(planes, i % planes.columns, Math.floor(i / planes.columns)));
  }
  return bits.nal(0x65);
}

/** Only the clock changes. */
function later(planes: Planes, number: number): Buffer {
  const bits = new Bits().ue(0).ue(5).ue(0).u(number, 4).u(0, 3).ue(0).ue(1);
  const blocks = Math.ceil((CLOCK_WIDTH * planes.columns) / COLUMNS / 16);
  for (let i = 0; i < blocks; i++) {
    bits
      .ue(0)
      .ue(30)
      .aligned()
      .bytes(macroblock(planes, i, 0));
  }
  return bits.ue(planes.columns * planes.rows - blocks).nal(0x41);
}

function box(type: string, ...content: (Buffer | number[])[]): Buffer {
  const body = Buffer.concat(content.map((one) => Buffer.from(one)));
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8);
  head.write(type, 4, "latin1");
  return Buffer.concat([head, body]);
}

function words(...all: number[]): Buffer {
  const bytes = Buffer.alloc(all.length * 4);
  all.forEach((one, i) => bytes.writeUInt32BE(one >>> 0, i * 4));
  return bytes;
}

const MATRIX = words(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);

/** What comes before any fragment. */
export function initSegment(scale: Scale = 1): Buffer {
  const [width, height] = [WIDTH * scale, HEIGHT * scale];
  const size = Buffer.from([width >> 8, width & 255, height >> 8, height & 255]);
  const set = sps(scale);
  const avcC = box(
    "avcC",
    [1, 66, 0xc0, levelOf(scale), 0xff, 0xe1, set.length >> 8, set.length & 255],
    set,
    [1, PPS.length >> 8, PPS.length & 255],
    PPS,
  );
  const avc1 = box(
    "avc1",
    [0, 0, 0, 0, 0, 0, 0, 1],
    Buffer.alloc(16),
    size,
    words(0x480000, 0x480000, 0),
    [0, 1],
    Buffer.alloc(32),
    [0, 24, 255, 255],
    avcC,
  );
  const stbl = box(
    "stbl",
    box("stsd", words(0, 1), avc1),
    box("stts", words(0, 0)),
    box("stsc", words(0, 0)),
    box("stsz", words(0, 0, 0)),
    box("stco", words(0, 0)),
  );
  const dinf = box("dinf", box("dref", words(0, 1), box("url ", words(1))));
  const minf = box("minf", box("vmhd", words(1, 0, 0)), dinf, stbl);
  const mdia = box(
    "mdia",
    box("mdhd", words(0, 0, 0, TICKS, 0, 0x55c40000)),
    box("hdlr", words(0, 0), Buffer.from("vide"), words(0, 0, 0), [0]),
    minf,
  );
  const tkhd = box("tkhd", words(3, 0, 0, 1, 0, 0, 0, 0, 0, 0), MATRIX, words(width << 16, height << 16));
  return Buffer.concat([
    box("ftyp", Buffer.from("iso6"), words(0), Buffer.from("iso6cmfcavc1mp41")),
    box(
      "moov",
      box("mvhd", words(0, 0, 0, TICKS, 0, 0x10000, 0x1000000, 0, 0), MATRIX, words(0, 0, 0, 0, 0, 0, 2)),
      box("trak", tkhd, mdia),
      box("mvex", box("trex", words(0, 1, 1, 0, 0, 0))),
    ),
  ]);
}

/** How a fragment is other than most. */
interface Drawing {
  first?: number;
  scale?: Scale;
  fps?: number;
  lasts?: number;
}

/**
 * A second of video, or less, from a moment on, at which an IDR is; its times count from `origin`. `first`: without that
 * many pictures of it. Each picture `lasts` so many microseconds.
 */
export function fragment(
  at: number,
  pictures: number,
  origin: number,
  sequence: number,
  { first = 0, scale = 1, fps = FPS, lasts = 1e6 / fps }: Drawing = {},
): Buffer {
  const numbers = Array.from({ length: pictures }, (_, i) => first + i);
  const samples = numbers.map((i) => {
    const planes = paint(at + (i * 1e6) / fps, scale);
    const nal = i === 0 ? idr(planes, sequence) : later(planes, i);
    return Buffer.concat([words(nal.length), nal]);
  });
  const start = Math.round(((at + (first * 1e6) / fps - origin) * TICKS) / 1e6);
  const tfdt = Buffer.concat([words(0x01000000), words(Math.floor(start / 2 ** 32), start % 2 ** 32)]);
  const runOf = (offset: number): Buffer =>
    box(
      "trun",
      words(0x701, pictures, offset),
      ...samples.map(({ length }, i) =>
        words((lasts * TICKS) / 1e6, length, first + i === 0 ? 0x02000000 : 0x01010000),
      ),
    );
  const moofOf = (offset: number): Buffer =>
    box(
      "moof",
      box("mfhd", words(0, sequence)),
      box("traf", box("tfhd", words(0x020000, 1)), box("tfdt", tfdt), runOf(offset)),
    );
  const size = moofOf(0).length;
  return Buffer.concat([moofOf(size + 8), box("mdat", ...samples)]);
}

/** One picture as a file: PNG, since any browser tells it from JPEG by itself. */
export function still(at: number, scale: Scale = 1): Buffer {
  const { y, u, v, columns } = paint(at, scale);
  const wide = columns * 16;
  const [width, height] = [WIDTH * scale, HEIGHT * scale];
  const rows: number[] = [];
  for (let row = 0; row < height; row++) {
    rows.push(0);
    for (let x = 0; x < width; x++) {
      const light = 1.164 * ((y[row * wide + x] ?? 0) - 16);
      const i = (row >> 1) * (wide / 2) + (x >> 1);
      const [cb, cr] = [(u[i] ?? 128) - 128, (v[i] ?? 128) - 128];
      for (const value of [light + 1.596 * cr, light - 0.392 * cb - 0.813 * cr, light + 2.017 * cb]) {
        rows.push(Math.max(0, Math.min(255, Math.round(value))));
      }
    }
  }
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    return Buffer.concat([words(data.length), body, words(crc32(body))]);
  };
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", Buffer.concat([words(width, height), Buffer.from([8, 2, 0, 0, 0])])),
    chunk("IDAT", deflateSync(Buffer.from(rows))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function crc32(bytes: Uint8Array): number {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let i = 0; i < 8; i++) {
      crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
    }
  }
  return ~crc;
}
