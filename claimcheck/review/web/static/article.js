/* A text with marks, built from elements; and from a selection back to code points. */

import { Offsets } from "./offsets.js";

/* Joiners and variation selectors belong to words and emoji and stay as they are. */
const HIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0]|[\u{e0000}-\u{e0fff}]/gu;
const WINDOW = 20000;

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

export class MarkedText {
  constructor(container) {
    this.container = container;
    this.places = new Map(); /* text node -> UTF-16 offset of its first unit */
    this.setText("");
  }

  setText(text) {
    if (this.offsets && text === this.offsets.text) return;
    this.offsets = new Offsets(text);
  }

  /* marks: {start, end, names, id?, edge?}, ``edge`` the end that is being moved; ``near`` keeps a very long text to what is around it. */
  render(marks, near = 0) {
    const length = this.offsets.length;
    let first = 0, last = length;
    if (length > WINDOW * 3) {
      first = Math.max(0, near - WINDOW);
      last = Math.min(length, near + WINDOW);
    }
    this.places = new Map();
    const rows = [];
    let row = null;
    const fresh = () => { row = make("div", { class: "row" }); rows.push(row); };
    fresh();
    for (const part of cut(marks, first, last)) {
      const on = marks.filter((mark) => mark.start <= part.start && mark.end >= part.end);
      let at = this.offsets.units(part.start);
      for (const line of this.offsets.slice(part.start, part.end).split(/(?<=\r\n|\n|\r(?!\n))/)) {
        const edges = on.flatMap((mark) => (mark.edge && mark[mark.edge] === part[mark.edge] ? [`at-${mark.edge}`] : []));
        row.append(this.stretch(line, at, on, edges));
        at += line.length;
        if (/[\r\n]$/.test(line)) fresh();
      }
    }
    if (first > 0) rows.unshift(make("p", { class: "cutoff" }, "… the text before is not shown"));
    if (last < length) rows.push(make("p", { class: "cutoff" }, "the text after is not shown …"));
    this.container.replaceChildren(...rows);
  }

  stretch(text, at, marks, edges) {
    const names = [...new Set([...marks.flatMap((mark) => mark.names), ...edges])].join(" ");
    const owner = marks.findLast((mark) => mark.id);
    const element = make("span", { class: `s ${names}`.trim(), "data-item": owner ? owner.id : null });
    let done = 0;
    for (const match of text.matchAll(HIDDEN)) {
      this.put(element, text.slice(done, match.index), at + done);
      const tag = make("span", { class: "hid", "data-h": "U+" + match[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0") });
      const inner = make("span");
      this.put(inner, match[0], at + match.index);
      tag.append(inner);
      element.append(tag);
      done = match.index + match[0].length;
    }
    this.put(element, text.slice(done), at + done);
    return element;
  }

  put(parent, text, at) {
    if (!text) return;
    const node = document.createTextNode(text);
    this.places.set(node, at);
    parent.append(node);
  }

  /* The code points that are selected, without white space at the ends; null if none are. */
  selected() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(this.container)) return null;
    const start = this.unit(range.startContainer, range.startOffset);
    const end = this.unit(range.endContainer, range.endOffset);
    return this.offsets.trimmed(this.offsets.points(start), this.offsets.points(end));
  }

  /* Where the cursor of a click stands, in code points; null if it is not in this text. */
  caret() {
    const selection = getSelection();
    if (!selection.anchorNode || !this.container.contains(selection.anchorNode)) return null;
    return this.offsets.points(this.unit(selection.anchorNode, selection.anchorOffset));
  }

  unit(node, offset) {
    if (this.places.has(node)) return this.places.get(node) + offset;
    const point = document.createRange();
    point.setStart(node, offset);
    let end = 0;
    for (const [text, at] of this.places) {
      if (point.comparePoint(text, 0) >= 0) return at;
      end = at + text.data.length;
    }
    return end;
  }
}

function cut(marks, first, last) {
  const borders = new Set([first, last]);
  for (const mark of marks) {
    for (const place of [mark.start, mark.end]) if (place > first && place < last) borders.add(place);
  }
  const ordered = [...borders].sort((a, b) => a - b);
  return ordered.slice(1).map((end, i) => ({ start: ordered[i], end })).filter((part) => part.end > part.start);
}
