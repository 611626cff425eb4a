// Draws nightjar.svg as a PNG, for devices that install the page and take no SVG: of SVG just what that drawing uses.
import { crc32, deflateSync } from "node:zlib";

const FINE = 4; // lines of a pixel, for smooth edges

/** @returns the bytes of a PNG, `size` pixels wide and tall */
export function icon(svg, size) {
  const scale = size / 64;
  const pixels = new Float32Array(size * size * 4);
  for (const { outlines, colourAt } of shapesOf(svg)) {
    fill(
      pixels,
      size,
      outlines.map((points) => points.map(([x, y]) => [x * scale, y * scale])),
      (y) => colourAt(y / scale),
    );
  }
  const rows = Buffer.alloc(size * (size * 4 + 1));
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const [r, g, b, a] = pixels.subarray((y * size + x) * 4);
      const at = y * (size * 4 + 1) + 1 + x * 4;
      [r, g, b].forEach((one, i) => (rows[at + i] = a === 0 ? 0 : Math.round(one / a)));
      rows[at + 3] = Math.round(a * 255);
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(name, bytes) {
  const all = Buffer.alloc(12 + bytes.length);
  all.writeUInt32BE(bytes.length, 0);
  all.write(name, 4, "latin1");
  all.set(bytes, 8);
  all.writeUInt32BE(crc32(all.subarray(4, 8 + bytes.length)), 8 + bytes.length);
  return all;
}

function shapesOf(svg) {
  const stops = [...svg.matchAll(/<stop (?:offset="([\d.]+)" )?stop-color="(#\w+)"/g)].map(
    ([, at, colour], i) => [Number(at ?? (i === 0 ? 0 : 1)), rgb(colour)],
  );
  stops.at(-1)[0] = 1;
  const turn = /rotate\((-?[\d.]+) ([\d.]+) ([\d.]+)\)/.exec(svg).slice(1).map(Number);
  const found = [];
  for (const [, tag, text] of svg.matchAll(/<(rect|circle|path) ([^>]*)\/>/g)) {
    const of = (name) => new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(text)?.[1] ?? "0";
    const colour = of("fill").startsWith("#") ? rgb(of("fill")) : undefined;
    const colourAt = colour === undefined ? (y) => between(stops, y / 64) : () => colour;
    const outlines =
      tag === "rect"
        ? [rounded(Number(of("width")), Number(of("rx")))]
        : tag === "circle"
          ? [round(Number(of("cx")), Number(of("cy")), Number(of("r")))]
          : flat(of("d")).map((points) => points.map((point) => turned(point, turn)));
    found.push({ outlines, colourAt });
  }
  return found;
}

function rgb(hex) {
  const full = hex.length === 4 ? [...hex.slice(1)].map((one) => one + one).join("") : hex.slice(1);
  return [0, 2, 4].map((at) => parseInt(full.slice(at, at + 2), 16));
}

function between(stops, at) {
  const next = Math.max(
    1,
    stops.findIndex(([from]) => from >= at),
  );
  const [[a, low], [b, high]] = [stops[next - 1], stops[next]];
  const share = Math.min(1, Math.max(0, (at - a) / (b - a)));
  return low.map((one, i) => one + (high[i] - one) * share);
}

function round(cx, cy, r, from = 0, to = 1) {
  return Array.from({ length: 65 }, (_, i) => {
    const angle = (from + ((to - from) * i) / 64) * 2 * Math.PI;
    return [cx + r * Math.cos(angle), cy + r * Math.sin(angle)];
  });
}

function rounded(side, r) {
  const [near, far] = [r, side - r];
  return [
    ...round(far, far, r, 0, 0.25),
    ...round(near, far, r, 0.25, 0.5),
    ...round(near, near, r, 0.5, 0.75),
    ...round(far, near, r, 0.75, 1),
  ];
}

function turned([x, y], [degrees, cx, cy]) {
  const angle = (degrees * Math.PI) / 180;
  const [dx, dy, cos, sin] = [x - cx, y - cy, Math.cos(angle), Math.sin(angle)];
  return [cx + dx * cos - dy * sin, cy + dx * sin + dy * cos];
}

/** A path's outlines, its curves as short lines. */
function flat(d) {
  const outlines = [];
  let points = [];
  let at = [0, 0];
  let control = at;
  for (const [, command, text] of d.matchAll(/([a-z])([^a-z]*)/gi)) {
    const numbers = [...text.matchAll(/-?(?:\d+\.?\d*|\.\d+)/g)].map(Number);
    const kind = command.toLowerCase();
    const takes = { m: 2, l: 2, c: 6, s: 4, z: 0 }[kind];
    if (takes === undefined) {
      throw new Error(`nightjar.svg uses ${command} in a path, which build/icon.mjs does not know`);
    }
    if (kind === "m") {
      outlines.push((points = []));
    }
    for (let i = 0; i < numbers.length; i += takes) {
      const base = command === kind ? at : [0, 0];
      const pair = (n) => [base[0] + numbers[i + n], base[1] + numbers[i + n + 1]];
      const to = pair(takes - 2);
      if (takes === 2) {
        points.push(to);
        control = to;
      } else {
        const first = kind === "c" ? pair(0) : [2 * at[0] - control[0], 2 * at[1] - control[1]];
        control = pair(takes - 4);
        for (let step = 1; step <= 16; step++) {
          const [t, u] = [step / 16, 1 - step / 16];
          points.push(
            [0, 1].map(
              (n) => u ** 3 * at[n] + 3 * u * u * t * first[n] + 3 * u * t * t * control[n] + t ** 3 * to[n],
            ),
          );
        }
      }
      at = to;
    }
  }
  return outlines;
}

/** Lays a shape over the pixels (colours times alpha, and alpha), by how much of each it covers. */
function fill(pixels, size, outlines, colourAt) {
  for (let y = 0; y < size; y++) {
    const cover = new Float32Array(size);
    for (let part = 0; part < FINE; part++) {
      for (const [from, to] of spans(outlines, y + (part + 0.5) / FINE)) {
        for (let x = Math.max(0, Math.floor(from)); x < Math.min(size, to); x++) {
          cover[x] += (Math.min(to, x + 1) - Math.max(from, x)) / FINE;
        }
      }
    }
    const colour = colourAt(y + 0.5);
    cover.forEach((share, x) => {
      if (share > 0) {
        const at = (y * size + x) * 4;
        const alpha = Math.min(1, share);
        [...colour, 1].forEach((one, i) => (pixels[at + i] = one * alpha + pixels[at + i] * (1 - alpha)));
      }
    });
  }
}

/** Where a line lies within the outlines, by which way round they go. */
function spans(outlines, y) {
  const crossings = outlines
    .flatMap((points) =>
      points.flatMap(([x1, y1], i) => {
        const [x2, y2] = points[(i + 1) % points.length];
        return y1 <= y === y2 <= y ? [] : [[x1 + ((y - y1) / (y2 - y1)) * (x2 - x1), y2 > y1 ? 1 : -1]];
      }),
    )
    .sort(([a], [b]) => a - b);
  const found = [];
  let winding = 0;
  crossings.forEach(([x, way], i) => {
    winding += way;
    if (winding !== 0 && crossings[i + 1] !== undefined) {
      found.push([x, crossings[i + 1][0]]);
    }
  });
  return found;
}
