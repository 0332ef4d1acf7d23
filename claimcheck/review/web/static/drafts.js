/* A span that is being made or moved, not yet sent. */

import { pieces, stepped } from "./offsets.js";

export class Draft {
  /* purpose: bounds, missed, promo, rationale, split; parts in code points of ``offsets`` */
  constructor(purpose, offsets, parts, { edge = "end", within = null } = {}) {
    this.purpose = purpose;
    this.offsets = offsets;
    this.parts = parts.map(({ start, end }) => ({ start, end }));
    this.edge = edge;
    this.within = within;
    this.was = JSON.stringify(this.parts);
  }

  get start() { return this.parts[0].start; }
  get end() { return this.parts.at(-1).end; }
  get changed() { return JSON.stringify(this.parts) !== this.was; }
  get at() { return this.edge === "end" ? this.end : this.start; }

  switchEdge() { this.edge = this.edge === "end" ? "start" : "end"; }

  move(granularity, by) {
    const to = stepped(this.offsets, this.at, this.edge, granularity, by);
    const part = this.edge === "end" ? this.parts.at(-1) : this.parts[0];
    if (this.purpose === "split") {
      if (to > this.within.start && to < this.within.end) part.start = part.end = to;
      return;
    }
    if (this.edge === "end" ? to > part.start : to < part.end) part[this.edge] = to;
  }

  /* The next or previous sentence as a whole. */
  sentence(by) {
    const from = by > 0 ? this.end : this.start;
    const all = pieces(this.offsets, from, "sentence").filter(Boolean);
    const found = by > 0 ? all.find((piece) => piece.start >= this.end) : all.findLast((piece) => piece.end <= this.start);
    if (found) this.parts = [found];
  }

  spans() { return this.parts.map(({ start, end }) => this.offsets.span(start, end)); }

  /* The two sides of a cut, part by part. */
  halves() {
    const place = this.parts[0].start;
    return [[-Infinity, place], [place, Infinity]].map(([low, high]) =>
      this.within.parts
        .map((part) => ({ start: Math.max(part.start, low), end: Math.min(part.end, high) }))
        .filter((part) => part.start < part.end)
        .map((part) => this.offsets.trimmed(part.start, part.end))
        .filter(Boolean)
        .map(({ start, end }) => this.offsets.span(start, end)));
  }
}

/* The sentence that a place is in, or the one after it. */
export function sentenceAt(offsets, at) {
  const all = pieces(offsets, at, "sentence").filter(Boolean);
  return all.find((piece) => piece.end > at) ?? all.at(-1) ?? null;
}

/* The next sentence from a place on that nothing is marked in; else the one that the place is in. */
export function freeSentence(offsets, at, taken) {
  const free = (piece) => !taken.some((part) => part.start < piece.end && piece.start < part.end);
  const after = pieces(offsets, at, "sentence").filter((piece) => piece && piece.end > at);
  return after.find(free) ?? sentenceAt(offsets, at);
}

/* Several spans as one list in order, those that touch or overlap joined. */
export function union(offsets, parts) {
  const found = [];
  for (const part of [...parts].sort((a, b) => a.start - b.start)) {
    const last = found.at(-1);
    if (last && part.start <= last.end) last.end = Math.max(last.end, part.end);
    else found.push({ start: part.start, end: part.end });
  }
  return found.map(({ start, end }) => offsets.span(start, end));
}
