/**
 * QR codes (ISO/IEC 18004:2015) of bytes, with the error correction of level M, up to version 10: 213 bytes. As much as an
 * authenticator's address needs.
 */

/** Of each version from 1: words of error correction in a block, and how many blocks there are. */
const corrections = [[10, 1], [16, 1], [26, 1], [18, 2], [24, 2], [16, 4], [18, 4], [22, 4], [22, 5], [26, 5]] as const;
const totals = [26, 44, 70, 100, 134, 172, 196, 242, 292, 346] as const;
/** Where the middles of the alignment patterns are, along either side. */
const alignments = [[], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50]] as const;

/** True where a module is dark, row by row. */
export type Matrix = readonly (readonly boolean[])[];

interface Grid {
  readonly size: number;
  readonly dark: boolean[][];
  /** Modules that carry no data. */
  readonly fixed: boolean[][];
}

/** The code of a text in UTF-8; undefined where it is too long. `mask` is chosen as the standard asks, unless it is given. */
export function qrCode(text: string, mask?: number): Matrix | undefined {
  const bytes = new TextEncoder().encode(text);
  const version = totals.findIndex((_, index) => bytes.length <= capacity(index + 1)) + 1;
  if (version === 0) return undefined;
  const words = interleaved(version, dataWords(version, bytes));
  const candidates = (mask === undefined ? [0, 1, 2, 3, 4, 5, 6, 7] : [mask]).map((each) => drawn(version, words, each));
  let best = candidates[0];
  let least = Infinity;
  for (const candidate of candidates) {
    const points = penalty(candidate);
    if (points >= least) continue;
    best = candidate;
    least = points;
  }
  return best;
}

function dataLength(version: number): number {
  const [correction = 0, blocks = 0] = corrections[version - 1] ?? [];
  return (totals[version - 1] ?? 0) - correction * blocks;
}

/** Without the four bits of the mode and the length. */
function capacity(version: number): number {
  return dataLength(version) - (version < 10 ? 2 : 3);
}

function dataWords(version: number, bytes: Uint8Array): readonly number[] {
  const bits: number[] = [];
  const push = (value: number, length: number) => {
    for (let at = length - 1; at >= 0; at -= 1) bits.push((value >> at) & 1);
  };
  push(0b0100, 4);
  push(bytes.length, version < 10 ? 8 : 16);
  for (const byte of bytes) push(byte, 8);
  const length = dataLength(version);
  push(0, Math.min(4, length * 8 - bits.length));
  while (bits.length % 8 !== 0) bits.push(0);
  const words: number[] = [];
  for (let at = 0; at < bits.length; at += 8) words.push(bits.slice(at, at + 8).reduce((word, bit) => word * 2 + bit, 0));
  for (let pad = 0xEC; words.length < length; pad ^= 0xEC ^ 0x11) words.push(pad);
  return words;
}

/** Blocks of data with their corrections, dealt out in turn; the last blocks are a word longer where they do not divide. */
function interleaved(version: number, data: readonly number[]): readonly number[] {
  const [correction = 0, count = 1] = corrections[version - 1] ?? [];
  const short = Math.floor(data.length / count);
  const longer = data.length % count;
  const blocks: (readonly number[])[] = [];
  let from = 0;
  for (let index = 0; index < count; index += 1) {
    const to = from + short + (index >= count - longer ? 1 : 0);
    blocks.push(data.slice(from, to));
    from = to;
  }
  const ends = blocks.map((block) => correctionWords(block, correction));
  const words: number[] = [];
  for (const [lists, length] of [[blocks, short + 1], [ends, correction]] as const) {
    for (let at = 0; at < length; at += 1) {
      for (const list of lists) {
        const word = list[at];
        if (word !== undefined) words.push(word);
      }
    }
  }
  return words;
}

/** A product in the field of 256 elements with the polynomial 0x11D. */
function times(one: number, other: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >> 7) * 0x11D);
    product ^= ((other >> bit) & 1) * one;
  }
  return product;
}

/** Reed and Solomon's remainder of a block. */
export function correctionWords(data: readonly number[], length: number): readonly number[] {
  // The product of (x - 2^i), without its leading one.
  const divisor: number[] = [...Array<number>(length - 1).fill(0), 1];
  let root = 1;
  for (let index = 0; index < length; index += 1) {
    for (let at = 0; at < length; at += 1) divisor[at] = times(divisor[at] ?? 0, root) ^ (divisor[at + 1] ?? 0);
    root = times(root, 2);
  }
  const remainder = Array<number>(length).fill(0);
  for (const word of data) {
    const factor = word ^ (remainder.shift() ?? 0);
    remainder.push(0);
    for (let at = 0; at < length; at += 1) remainder[at] = (remainder[at] ?? 0) ^ times(divisor[at] ?? 0, factor);
  }
  return remainder;
}

/** `value` followed by the remainder of its division. */
function withRemainder(value: number, divisor: number, length: number): number {
  let rest = value;
  for (let at = 0; at < length; at += 1) rest = (rest << 1) ^ ((rest >> (length - 1)) * divisor);
  return (value << length) | rest;
}

/** Level M, which is 00, and the mask. */
export function formatBits(mask: number): number {
  return withRemainder(mask, 0x537, 10) ^ 0x5412;
}

export function versionBits(version: number): number {
  return withRemainder(version, 0x1F25, 12);
}

function drawn(version: number, words: readonly number[], mask: number): Matrix {
  const size = version * 4 + 17;
  const rows = () => Array.from({ length: size }, () => Array<boolean>(size).fill(false));
  const grid: Grid = { size, dark: rows(), fixed: rows() };
  drawPatterns(grid, version);
  drawFormat(grid, mask);
  drawWords(grid, words, mask);
  return grid.dark;
}

function set({ dark, fixed }: Grid, row: number, column: number, isDark: boolean): void {
  const [darkRow, fixedRow] = [dark[row], fixed[row]];
  if (!darkRow || !fixedRow || column < 0 || column >= darkRow.length) return;
  darkRow[column] = isDark;
  fixedRow[column] = true;
}

function drawPatterns(grid: Grid, version: number): void {
  const { size } = grid;
  for (let at = 0; at < size; at += 1) {
    set(grid, 6, at, at % 2 === 0);
    set(grid, at, 6, at % 2 === 0);
  }
  for (const [row, column] of [[3, 3], [3, size - 4], [size - 4, 3]] as const) square(grid, row, column, 4, (ring) => ring !== 2 && ring !== 4);
  const places = alignments[version - 1] ?? [];
  const last = places.length - 1;
  for (const [i, row] of places.entries()) {
    for (const [j, column] of places.entries()) {
      const isFinder = (i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0);
      if (!isFinder) square(grid, row, column, 2, (ring) => ring !== 1);
    }
  }
  if (version < 7) return;
  const bits = versionBits(version);
  for (let at = 0; at < 18; at += 1) {
    const isDark = ((bits >> at) & 1) === 1;
    const [long, short] = [Math.floor(at / 3), size - 11 + (at % 3)];
    set(grid, long, short, isDark);
    set(grid, short, long, isDark);
  }
}

function square(grid: Grid, row: number, column: number, radius: number, isDark: (ring: number) => boolean): void {
  for (let down = -radius; down <= radius; down += 1) {
    for (let right = -radius; right <= radius; right += 1) {
      set(grid, row + down, column + right, isDark(Math.max(Math.abs(down), Math.abs(right))));
    }
  }
}

function drawFormat(grid: Grid, mask: number): void {
  const { size } = grid;
  const bits = formatBits(mask);
  for (let at = 0; at < 15; at += 1) {
    const isDark = ((bits >> at) & 1) === 1;
    // Beside the upper left finder, past the timing patterns; and once more along the other two.
    if (at < 8) set(grid, at < 6 ? at : at + 1, 8, isDark);
    else set(grid, 8, at === 8 ? 7 : 14 - at, isDark);
    if (at < 8) set(grid, 8, size - 1 - at, isDark);
    else set(grid, size - 15 + at, 8, isDark);
  }
  set(grid, size - 8, 8, true);
}

const masks: readonly ((row: number, column: number) => boolean)[] = [
  (row, column) => (row + column) % 2 === 0,
  (row) => row % 2 === 0,
  (_, column) => column % 3 === 0,
  (row, column) => (row + column) % 3 === 0,
  (row, column) => (Math.floor(row / 2) + Math.floor(column / 3)) % 2 === 0,
  (row, column) => ((row * column) % 2) + ((row * column) % 3) === 0,
  (row, column) => (((row * column) % 2) + ((row * column) % 3)) % 2 === 0,
  (row, column) => (((row + column) % 2) + ((row * column) % 3)) % 2 === 0,
];

/** Up and down in columns of two, from the right; the column of the timing pattern is passed over. */
function drawWords({ size, dark, fixed }: Grid, words: readonly number[], mask: number): void {
  const isMasked = masks[mask] ?? (() => false);
  let at = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    const isUp = ((right + 1) & 2) === 0;
    for (let step = 0; step < size; step += 1) {
      const row = isUp ? size - 1 - step : step;
      const cells = dark[row];
      for (const column of [right, right - 1]) {
        if (!cells || fixed[row]?.[column]) continue;
        const bit = ((words[at >> 3] ?? 0) >> (7 - (at & 7))) & 1;
        cells[column] = (bit === 1) !== isMasked(row, column);
        at += 1;
      }
    }
  }
}

/** How hard a code is to read, by the standard's four rules. */
function penalty(matrix: Matrix): number {
  const size = matrix.length;
  const columns = matrix.map((_, at) => matrix.map((row) => row[at] ?? false));
  let points = 0;
  for (const line of [...matrix, ...columns]) points += linePenalty(line);
  let dark = 0;
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const isDark = matrix[row]?.[column];
      if (isDark) dark += 1;
      const isBlock = matrix[row]?.[column + 1] === isDark && matrix[row + 1]?.[column] === isDark && matrix[row + 1]?.[column + 1] === isDark;
      if (isBlock) points += 3;
    }
  }
  return points + Math.floor(Math.abs(dark * 20 - size * size * 10) / (size * size)) * 10;
}

const finder = [true, false, true, true, true, false, true];

function linePenalty(line: readonly boolean[]): number {
  let points = 0;
  let run = 0;
  for (let at = 0; at < line.length; at += 1) {
    run = at > 0 && line[at] === line[at - 1] ? run + 1 : 1;
    if (run === 5) points += 3;
    else if (run > 5) points += 1;
    if (!finder.every((isDark, step) => line[at + step] === isDark)) continue;
    // Beyond the edge it is light.
    const isLight = (from: number) => [0, 1, 2, 3].every((step) => !line[from + step]);
    if (isLight(at - 4) || isLight(at + 7)) points += 40;
  }
  return points;
}
