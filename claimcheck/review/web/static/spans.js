/* Spans being made or moved: boundaries, missed claims, rationales, cuts, merges. */

import { change, short } from "./answering.js";
import { Draft, freeSentence, sentenceAt, union } from "./drafts.js";
import { elapsed, event, send, toast } from "./events.js";
import { advance, waiting } from "./queue.js";
import { drawArticle, showTask } from "./screen.js";
import { $, GONE, article, closed, desk, evidence, outbox, say } from "./state.js";

const HINTS = {
  bounds: "Boundaries: [ ] by word, { } by character, b for the other edge.",
  missed: "Missed claim: ↑ ↓ choose a sentence, [ ] and { } move its edge, b for the other edge. 1, 2 or 3 saves it with a label.",
  promo: "Promotional span: ↑ ↓ choose a sentence, [ ] and { } move its edge, b for the other edge.",
  rationale: "Rationale in the passage: ↑ ↓ choose a sentence, [ ] and { } move its edge, b for the other edge.",
  split: "Split: [ ] move the cut by word, { } by character.",
  merge: "Merge with the marked claim: ↑ ↓ choose another.",
};

export function enter(made) {
  desk.draft = made;
  $("mode").hidden = false;
  $("hint").textContent = HINTS[desk.draft?.purpose ?? "merge"];
  $("category-label").hidden = desk.draft?.purpose !== "promo";
  $("pick").hidden = true;
  $("toast").hidden = true;
  redraw();
  /* On a phone the article is below what was being read. */
  if (innerWidth <= 820 && desk.draft?.purpose !== "rationale") $("mode").scrollIntoView({ block: "end" });
  say(HINTS[desk.draft?.purpose ?? "merge"]);
}

export function leaveMode() {
  const was = desk.draft;
  desk.draft = null;
  desk.candidate = null;
  $("mode").hidden = true;
  getSelection().removeAllRanges();
  $("pick").hidden = true;
  if (was?.purpose === "rationale") evidence.current?.draw();
}

export function cancel() {
  if (!desk.draft && !desk.candidate) return false;
  leaveMode();
  drawArticle({ scroll: true });
  say("Dropped.");
  return true;
}

export function redraw() {
  if (desk.draft?.purpose === "rationale") evidence.current?.draw(desk.draft);
  else drawArticle({ scroll: true });
}

export function spoken() {
  if (!desk.draft) return;
  if (desk.draft.purpose === "split") { const [left, right] = desk.draft.halves(); say(`${left.map((s) => s.quote).join(" … ")} | ${right.map((s) => s.quote).join(" … ")}`); return; }
  say(`${desk.draft.edge === "end" ? "End" : "Start"}: ${desk.draft.spans().map((span) => span.quote).join(" … ")}`);
}

export function startBounds(edge = "end") {
  if (!desk.task || !desk.doc) return;
  const picked = article.selected();
  const parts = picked ? [picked] : desk.task.item.mine?.parts ?? desk.task.item.parts;
  const made = new Draft("bounds", article.offsets, parts, { edge });
  if (picked) made.was = "";
  getSelection().removeAllRanges();
  enter(made);
}

export function startNew(purpose) {
  if (!desk.doc) return;
  const picked = article.selected();
  const from = desk.task?.item.document === desk.doc.id ? desk.task.item.parts.at(-1).end : 0;
  const taken = desk.doc.items.filter((one) => !GONE.has(one.status) && (one.kind === "promo") === (purpose === "promo"));
  const span = picked ?? freeSentence(article.offsets, from, taken.flatMap((one) => one.parts));
  if (!span) return;
  getSelection().removeAllRanges();
  enter(new Draft(purpose, article.offsets, [span]));
  spoken();
}

export function startSplit() {
  if (!desk.task || !desk.doc) return;
  const parts = desk.task.item.mine?.parts ?? desk.task.item.parts;
  const start = parts[0].start, end = parts.at(-1).end;
  const caret = article.selected()?.start ?? article.caret();
  const middle = caret !== null && caret > start && caret < end ? caret : Math.floor((start + end) / 2);
  const made = new Draft("split", article.offsets, [{ start: middle, end: middle }], { edge: "start", within: { start, end, parts } });
  if (middle !== caret) made.move("word", 1);
  enter(made);
  spoken();
}

export function startMerge(by = 0) {
  if (!desk.task || !desk.doc) return;
  const others = desk.doc.items.filter((one) => one.kind === desk.task.item.kind && !GONE.has(one.status) && one.id !== desk.task.item.id)
    .sort((a, b) => a.parts[0].start - b.parts[0].start);
  if (!others.length) { say("There is no other claim here to merge with."); toast("There is no other claim here to merge with.", false); return; }
  const here = desk.task.item.parts[0].start;
  const at = desk.candidate ? others.findIndex((one) => one.id === desk.candidate.id) + by : others.findIndex((one) => one.parts[0].start >= here);
  desk.candidate = others[(at + others.length) % others.length];
  enter(null);
  say(`Merge with: ${desk.candidate.text}`);
}

export function startRationale() {
  const card = evidence.current;
  if (!card) { say("There is no evidence here."); return; }
  const picked = card.marked.selected();
  const old = desk.task.item.mine?.rationales?.[card.passage.id] ?? card.passage.rationale;
  const span = picked ?? old[0] ?? sentenceAt(card.marked.offsets, 0);
  if (!span) return;
  getSelection().removeAllRanges();
  enter(new Draft("rationale", card.marked.offsets, [span]));
  spoken();
}

export function move(granularity, by) {
  if (desk.candidate && !desk.draft) return;
  if (!desk.draft) startBounds(by > 0 ? "end" : "end");
  if (!desk.draft) return;
  desk.draft.move(granularity, by);
  redraw();
  spoken();
}

export function saveDraft(label) {
  if (desk.candidate) { saveMerge(); return; }
  if (!desk.draft) return;
  const made = desk.draft, spans = made.purpose === "split" ? made.halves() : made.spans();
  if (made.purpose === "split") {
    if (spans.some((side) => !side.length)) { say("Both sides of the cut need some text."); return; }
    const item = desk.task.item;
    closed.set(item.id, ++desk.tick);
    send([event("split", { parts: spans }, { seconds: elapsed() })], `Split ${short(item.text)}.`, { leaves: true });
    if (outbox.state === "ready") { desk.task = null; leaveMode(); waiting("Splitting …"); } else advance();
  } else if (made.purpose === "bounds") {
    leaveMode();
    if (made.changed) change([event("bounds", { parts: spans })], `Boundaries: ${short(spans.map((s) => s.quote).join(" … "))}.`, (mine) => { mine.parts = spans; });
    else drawArticle({ scroll: false });
  } else if (made.purpose === "rationale") {
    const id = evidence.current.passage.id;
    leaveMode();
    change([event("rationale", { passage_id: id, spans })], "Rationale marked.", (mine) => { mine.rationales[id] = spans; });
  } else {
    const missed = made.purpose === "missed";
    const value = missed ? { parts: spans, ...(label ? { label } : {}) } : { parts: spans, category: $("category").value };
    const at = desk.task ?? { item: { id: "", document: desk.doc.id, parts: spans } };
    leaveMode();
    send([event(missed ? "missed" : "add_promo", value, { document: desk.doc.id })], [missed ? "Missed claim" : "Promotional span", ` ${short(spans[0].quote)} added.`], { of: at });
    say("Added.");
    drawArticle({ scroll: true });
  }
}

export function saveMerge() {
  const other = desk.candidate, parts = union(article.offsets, [...(desk.task.item.mine?.parts ?? desk.task.item.parts), ...other.parts]);
  const of = desk.task;
  leaveMode();
  send([event("merge", { with: [other.id], parts })], `Merged with ${short(other.text)}.`, { of });
  desk.task.item.parts = parts;
  desk.task.item.text = parts.map((part) => part.quote).join(" ");
  desk.queue = desk.queue.filter((one) => one.item.id !== other.id);
  desk.doc.items = desk.doc.items.filter((one) => one.id !== other.id);
  showTask({});
}
