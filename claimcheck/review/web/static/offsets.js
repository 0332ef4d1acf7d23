/* Code points in, UTF-16 out, and back. JavaScript counts UTF-16 units, the store counts code
   points; no other file of this page may mix them. */

export class Offsets {
  constructor(text) {
    this.text = text;
    const starts = [];
    for (let unit = 0; unit < text.length; unit += text.codePointAt(unit) > 0xffff ? 2 : 1) starts.push(unit);
    this.length = starts.length;
    starts.push(text.length);
    this.starts = Uint32Array.from(starts);
  }

  /* The UTF-16 offset of a code point. */
  units(point) { return this.starts[Math.max(0, Math.min(point, this.length))]; }

  /* The code point that a UTF-16 offset is in; the middle of a pair counts as its start. */
  points(unit) {
    let low = 0, high = this.length;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle] <= unit) low = middle; else high = middle - 1;
    }
    return low;
  }

  slice(start, end) { return this.text.slice(this.units(start), this.units(end)); }

  span(start, end) { return { start, end, quote: this.slice(start, end) }; }

  /* A range without the white space at its ends, or null if nothing is left. */
  trimmed(start, end) {
    const quote = this.slice(start, end);
    const before = quote.length - quote.trimStart().length;
    if (before === quote.length) return null;
    const first = this.units(start) + before;
    return { start: this.points(first), end: this.points(first + quote.trim().length) };
  }
}

const AROUND = 600;
const segmenters = new Map();
function segmenter(granularity) {
  if (!segmenters.has(granularity)) segmenters.set(granularity, new Intl.Segmenter(document.documentElement.lang || "en", { granularity }));
  return segmenters.get(granularity);
}

/* The words, characters (as a reader sees them) or sentences near a place, in code points. */
export function pieces(offsets, at, granularity) {
  let first = Math.max(0, at - AROUND);
  const last = Math.min(offsets.length, at + AROUND);
  while (first > 0 && !/\s/.test(offsets.slice(first - 1, first)) && at - first < AROUND * 2) first -= 1;
  const base = offsets.units(first), found = [];
  for (const piece of segmenter(granularity).segment(offsets.slice(first, last))) {
    if (granularity === "word" && !piece.isWordLike) continue;
    if (granularity === "sentence" && !piece.segment.trim()) continue;
    const start = offsets.points(base + piece.index);
    const end = offsets.points(base + piece.index + piece.segment.length);
    found.push(granularity === "sentence" ? offsets.trimmed(start, end) : { start, end });
  }
  return found;
}

/* Where an edge goes when it moves one step: an end to the end of a piece, a start to a start. */
export function stepped(offsets, at, edge, granularity, by) {
  const places = pieces(offsets, at, granularity).map((piece) => piece[edge]);
  const next = by > 0 ? places.find((place) => place > at) : places.findLast((place) => place < at);
  return next ?? (by > 0 ? offsets.length : 0);
}
