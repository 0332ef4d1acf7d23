/* The screen: keys and buttons in, events out, the next item at once. */

import { register } from "./ahead.js";
import { decide, dropEvidence, history, resolve, restate, showConflict, startNote, undo } from "./answering.js";
import { open, top } from "./queue.js";
import { cancel, move, redraw, saveDraft, spoken, startBounds, startMerge, startNew, startRationale, startSplit } from "./spans.js";
import { $, GONE, article, desk, evidence, outbox, say, store } from "./state.js";
import { quietly } from "./syncing.js";

function step(by) {
  if (!desk.doc) return;
  const all = desk.doc.items.filter((one) => !GONE.has(one.status) && (!$("kind").value || one.kind === $("kind").value)).sort((a, b) => a.parts[0].start - b.parts[0].start);
  const at = all.findIndex((one) => one.id === desk.task?.item.id);
  const next = all[(at + by + all.length) % all.length];
  if (next) open(next.id);
}

const label = (name) => () => { if (desk.task?.item.kind === "claim" || desk.draft?.purpose === "missed") decide("label", name); };
const ACTS = {
  accept: () => decide("accept"),
  supported: label("supported"),
  unsupported: label("unsupported"),
  contradictory: label("contradictory"),
  reject: () => { if (desk.task) decide("label", desk.task.item.kind === "promo" ? "not_promotional" : "not_a_claim"); },
  skip: () => decide("skip"),
  undo,
  more: () => { const box = $("more"); box.hidden = !box.hidden; document.querySelector('[data-act="more"]').setAttribute("aria-expanded", String(!box.hidden)); },
  bounds: () => { if (desk.draft && desk.draft.purpose !== "split") { desk.draft.switchEdge(); redraw(); spoken(); } else startBounds("end"); },
  split: startSplit,
  merge: () => startMerge(0),
  missed: () => startNew("missed"),
  promo: () => startNew("promo"),
  search: () => { if (desk.task) evidence.search(); },
  rationale: startRationale,
  restate,
  note: startNote,
};
const KEYS = {
  a: ACTS.accept, 1: ACTS.supported, s: ACTS.supported, 2: ACTS.unsupported, 3: ACTS.contradictory, x: ACTS.reject, " ": ACTS.skip, u: undo,
  n: () => evidence.step(1), p: () => evidence.step(-1), e: ACTS.search, r: startRationale, d: dropEvidence,
  "[": () => move("word", -1), "]": () => move("word", 1), "{": () => move("grapheme", -1), "}": () => move("grapheme", 1),
  b: ACTS.bounds, c: startSplit, m: ACTS.merge, i: ACTS.missed, o: ACTS.promo, w: restate, t: startNote, h: history, ",": ACTS.more,
  g: () => { const box = $("repeats"); if (box) { box.checked = desk.repeatsOn = !desk.repeatsOn; say(desk.repeatsOn ? "Repeats are settled too." : "Only this one is settled."); } },
  j: () => step(1), k: () => step(-1), q: () => $("strategy").focus(), "?": () => $("help").showModal(),
};

function arrows(press) {
  const by = press.key === "ArrowDown" ? 1 : -1;
  if (desk.candidate) startMerge(by);
  else if (desk.draft && ["missed", "promo", "rationale"].includes(desk.draft.purpose)) { desk.draft.sentence(by); redraw(); spoken(); } else return;
  press.preventDefault();
}

addEventListener("keydown", (press) => {
  if (press.ctrlKey || press.metaKey || press.altKey || press.isComposing || document.querySelector("dialog[open]")) return;
  const target = press.target;
  if (target.matches("input:not([type=checkbox]), textarea, select")) { if (press.key === "Escape") $("claim")?.focus(); return; }
  if (press.key === "Escape") { if (!cancel()) $("claim")?.focus(); return; }
  const pressing = target.matches("button, a, summary, input");
  if (press.key === "Enter" && !pressing && (desk.draft || desk.candidate)) { press.preventDefault(); saveDraft(); return; }
  if (press.key === "ArrowDown" || press.key === "ArrowUp") { arrows(press); return; }
  if (!$("keys-on").checked || (press.key === " " && pressing)) return;
  const act = KEYS[press.key];
  if (!act || (press.repeat && !"[]{}".includes(press.key))) return;
  press.preventDefault();
  act();
});

document.addEventListener("click", (click) => {
  const button = click.target.closest("[data-act]");
  if (button) { ACTS[button.dataset.act](); if (button.dataset.act !== "more" && !document.activeElement.matches("input, textarea")) $("claim")?.focus({ preventScroll: true }); return; }
  const mark = click.target.closest("#article .s[data-item]");
  if (mark && getSelection().isCollapsed && !desk.draft && !desk.candidate) open(mark.dataset.item);
});
/* A button must not take the selection away before it is used. */
document.addEventListener("mousedown", (press) => { if (press.target.closest("#pick, .actions")) press.preventDefault(); });
document.addEventListener("selectionchange", () => {
  const inArticle = Boolean(article.selected()), inPassage = Boolean(evidence.current?.marked.selected());
  $("pick").hidden = desk.draft !== null || !(inArticle || inPassage);
  for (const button of $("pick").children) button.hidden = (button.dataset.act === "rationale") !== inPassage || (!desk.task && button.dataset.act === "bounds");
});

for (const name of ["strategy", "kind"]) {
  const kept = store.get(name, null);
  if (kept !== null && [...$(name).options].some((option) => option.value === kept)) $(name).value = kept;
  $(name).addEventListener("change", async () => {
    store.set(name, $(name).value);
    desk.generation += 1;
    desk.fetching = null;
    quietly("/api/release", { items: desk.queue.map((one) => one.item.id) });
    desk.queue = [];
    desk.task = null;
    desk.exhausted = false;
    await top();
    $("claim")?.focus();
  });
}
$("keys-on").checked = store.get("keys-on", true);
$("keys-on").addEventListener("change", () => store.set("keys-on", $("keys-on").checked));
$("keys").addEventListener("click", () => $("help").showModal());
$("help-close").addEventListener("click", () => $("help").close());
$("mode-save").addEventListener("click", () => saveDraft());
$("mode-cancel").addEventListener("click", cancel);
$("conflict-keep").addEventListener("click", () => resolve(false));
$("conflict-send").addEventListener("click", () => resolve(true));
$("conflict").addEventListener("cancel", (stop) => stop.preventDefault());

register();
outbox.flush();
top();
showConflict();
