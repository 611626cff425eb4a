import { child } from "../init-segment.ts";

const DURATION_AT = 12; // after version and flags, the count of samples, and the offset of their bytes
const WITH_OFFSET = 0x000001;
const WITH_DURATIONS = 0x000100;

/** Writes another duration, in ticks, into a fragment of one picture (ISO/IEC 14496-12, 8.8.8). What is not one stays as it is. */
export function shorten(fragment: Uint8Array<ArrayBuffer>, ticks: number): void {
  const moof = child(fragment, 0, "moof");
  const traf = moof && child(moof, 0, "traf");
  const trun = traf && child(traf, 0, "trun");
  if (trun === undefined || trun.byteLength < DURATION_AT + 4) {
    return;
  }
  const view = new DataView(trun.buffer, trun.byteOffset, trun.byteLength);
  const wanted = WITH_OFFSET | WITH_DURATIONS;
  if ((view.getUint32(0) & wanted) === wanted && view.getUint32(4) === 1) {
    view.setUint32(DURATION_AT, ticks);
  }
}
