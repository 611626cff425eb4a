/** What a decoder of access units must know before the first one. */
export interface DecoderSetup {
  /** RFC 6381, from the profile and level in avcC. */
  codec: string;
  /** The AVCDecoderConfigurationRecord (ISO/IEC 14496-15, 5.3.3.1). */
  avcC: Uint8Array<ArrayBuffer>;
}

/** Bytes between a box's header and its first child. */
const CHILDREN_AT: Readonly<Record<string, number>> = {
  moov: 0,
  trak: 0,
  mdia: 0,
  minf: 0,
  stbl: 0,
  stsd: 8, // version, flags, entry count
  avc1: 78, // VisualSampleEntry
};

const PATH = ["moov", "trak", "mdia", "minf", "stbl", "stsd", "avc1", "avcC"];

/** Finds the decoder's setup in an init segment of one H.264 track, or nothing if it is not one. */
export function decoderSetup(segment: Uint8Array<ArrayBuffer>): DecoderSetup | undefined {
  let here: Uint8Array<ArrayBuffer> | undefined = segment;
  let skip = 0;
  for (const type of PATH) {
    here = here === undefined ? undefined : child(here, skip, type);
    skip = CHILDREN_AT[type] ?? 0;
  }
  const [version, profile, constraints, level] = here ?? [];
  if (
    here === undefined ||
    version !== 1 ||
    profile === undefined ||
    constraints === undefined ||
    level === undefined
  ) {
    return undefined;
  }
  return { codec: `avc1.${[profile, constraints, level].map(hex).join("")}`, avcC: here };
}

/** Content of the first box of that type among the boxes from `at` on. */
export function child(
  boxes: Uint8Array<ArrayBuffer>,
  at: number,
  type: string,
): Uint8Array<ArrayBuffer> | undefined {
  const view = new DataView(boxes.buffer, boxes.byteOffset, boxes.byteLength);
  while (at + 8 <= boxes.byteLength) {
    const size = view.getUint32(at);
    if (size < 8 || at + size > boxes.byteLength) {
      return undefined;
    }
    if (String.fromCharCode(...boxes.subarray(at + 4, at + 8)) === type) {
      return boxes.subarray(at + 8, at + size);
    }
    at += size;
  }
  return undefined;
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}
