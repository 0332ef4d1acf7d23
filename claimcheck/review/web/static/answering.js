/* Answers: decisions and their undo, notes, evidence, and the choice in a conflict. */

import { make } from "./article.js";
import { elapsed, event, send, toast } from "./events.js";
import { chip, eventView, historyView, labelName, standingView } from "./panel.js";
import { advance, open, refreshDoc, top } from "./queue.js";
import { show, showTask } from "./screen.js";
import { uuid } from "./server.js";
import { leaveMode, saveDraft } from "./spans.js";
import { $, chains, closed, desk, docs, done, evidence, outbox, person, say, store, undone } from "./state.js";
import { quietly, reload } from "./syncing.js";

export function decide(action, label) {
  if (!desk.task) return;
  const item = desk.task.item, events = [];
  if (action === "accept" && (item.blind || !item.machine?.label)) {
    say("There is no machine’s label to accept; choose one.");
    toast(item.blind ? "Blind: choose a label yourself." : "The machine gave no label; choose one.", false);
    return;
  }
  if (desk.draft && ["missed", "promo"].includes(desk.draft.purpose)) { saveDraft(label); return; }
  if (desk.draft?.purpose === "bounds" && desk.draft.changed) events.push(event("bounds", { parts: desk.draft.spans() }));
  const value = action === "skip" ? {} : action === "label" ? { label } : {};
  if (action !== "skip" && item.repeats && desk.repeatsOn) value.repeats = true;
  events.push(event(action, value, { seconds: elapsed() }));
  const said = action === "skip" ? null : label ?? item.machine.label;
  const words = said ? [chip(said), ` ${short(item.text)}`, value.repeats ? ` and ${item.repeats === 1 ? "its repeat" : `its ${item.repeats} repeats`}` : "", "."] : [`Skipped: ${short(item.text)}.`];
  closed.set(item.id, ++desk.tick);
  if (value.repeats) {
    closed.set(item.cluster, desk.tick);
    desk.queue = desk.queue.filter((one) => one.item.cluster !== item.cluster);
  }
  send(events, words, { leaves: true });
  const known = desk.doc?.items.find((one) => one.id === item.id);
  if (known && said && item.target === 1) Object.assign(known, { status: "settled", label: said });
  const was = said ? `${labelName(said)}.` : "Skipped.";
  advance();
  say(`${was} ${desk.task ? `Next: ${desk.task.item.text}` : "Nothing more is loaded."}`);
}

export function short(text) { return text.length > 60 ? `“${[...text].slice(0, 58).join("")}…”` : `“${text}”`; }

export function undo() {
  const last = done.pop();
  if (!last) { undoEarlier(); return; }
  const events = [];
  for (const one of [...last.events].reverse()) {
    undone.add(one.id);
    const link = one.item ? chains.get(one.item) : null;
    const made = { id: uuid(), action: "undo", new: { event: one.id }, at: new Date().toISOString(), item: one.item || "", base_version: link?.base ?? null, after: link?.after ?? null };
    if (link) link.after = made.id;
    events.push(made);
  }
  closed.delete(last.task.item.id);
  closed.delete(last.task.item.cluster);
  desk.queue = desk.queue.filter((one) => !last.made?.includes(one.item.id));
  outbox.add(events);
  undoLocally(last);
  leaveMode();
  if (last.leaves && desk.task !== last.task) {
    if (desk.task) desk.queue.unshift(desk.task);
    desk.queue = desk.queue.filter((one) => one.item.id !== last.task.item.id);
    desk.task = last.task;
    show();
  } else if (desk.task) showTask({});
  toast(["Taken back: ", ...[last.words].flat()], false);
  say("Taken back.");
}

/* What was done before the page was loaded: in the outbox still, or in the store. */
async function undoEarlier() {
  const waiting = outbox.entries().map(({ event: one }) => one);
  const unsent = waiting.findLast((one) => one.action !== "undo" && !waiting.some((other) => other.new.event === one.id));
  if (unsent) {
    takeBack({ event: unsent.id, item: unsent.item, base: unsent.base_version, after: unsent.id });
    toast(["Taken back: ", ...eventView(unsent).childNodes], false);
    say("Taken back.");
    return;
  }
  /* What is on its way must be there before the server is asked what came last. */
  await outbox.flush();
  const found = await quietly("/api/last");
  if (!found?.last) {
    const words = found ? "There is nothing to take back." : "What you did before cannot be looked up while the server is away.";
    toast(words, false);
    say(words);
    return;
  }
  const { last, item } = found;
  takeBack({ event: last.id, item: item.id, base: item.version, after: null });
  await outbox.flush();
  closed.delete(item.id);
  const words = `Taken back, from ${when(last.at)}: ${last.words}. ${short(item.text)}`;
  /* What the undone event had made or settled may be among what was fetched ahead. */
  desk.queue = [];
  top();
  await (desk.task?.item.id === item.id ? reload(item.id) : open(item.id));
  toast(words, false);
  say(words);
}

function takeBack({ event: id, item, base, after }) {
  outbox.add([{ id: uuid(), action: "undo", new: { event: id }, at: new Date().toISOString(), item, base_version: base, after }]);
  chains.delete(item);
}

function when(at) { return new Date(at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" }); }

/* The local copy as it was; the server's answer replaces it. */
export function undoLocally(last) {
  const item = last.task.item;
  if (last.before) item.mine = last.before.mine;
  const known = docs.get(item.document)?.items.find((one) => one.id === item.id);
  if (known && last.leaves) Object.assign(known, { status: "open", label: null });
}

/* Change one's own answer here at once, as the server will. */
export function change(events, words, alter) {
  const before = { mine: desk.task.item.mine ? structuredClone(desk.task.item.mine) : null };
  desk.task.item.mine = structuredClone(desk.task.item.mine ?? { label: null, words: "", parts: null, reading: null, evidence: [], dropped: [], rationales: {}, note: "" });
  alter(desk.task.item.mine);
  send(events, words);
  done.at(-1).before = before;
  say([words].flat().map((part) => (typeof part === "string" ? part : part.textContent)).join(""));
  showTask({});
}

export function write(title, value, save) {
  const box = $("writing");
  const area = make("textarea", { id: "words", rows: 3, maxlength: 2000 });
  area.value = value;
  const keep = () => { if (area.value.trim()) save(area.value.trim()); else showTask({}); };
  area.addEventListener("keydown", (press) => {
    if (press.key === "Escape") { press.stopPropagation(); showTask({}); }
    if (press.key === "Enter" && !press.shiftKey) { press.preventDefault(); keep(); }
  });
  box.replaceChildren(make("label", { for: "words" }, title), area, make("button", { type: "button", class: "main", onclick: keep }, "Save ", make("kbd", {}, "Enter")));
  box.hidden = false;
  area.focus();
}

export function startNote() {
  if (desk.task) write("Note", "", (text) => change([event("note", { text })], "Note saved.", (mine) => { mine.note = [mine.note, text].filter(Boolean).join("\n"); }));
}

export function restate() {
  if (desk.task?.item.kind !== "claim") return;
  write("The claim in words that stand alone", desk.task.item.mine?.reading ?? desk.task.item.reading ?? desk.task.item.text, (reading) => change([event("reading", { reading })], "Restated.", (mine) => { mine.reading = reading; }));
}

export function addEvidence(passage) {
  change([event("evidence", { evidence: passage.wire })], "Evidence added.", (mine) => {
    mine.evidence = [...mine.evidence.filter((one) => one.id !== passage.id), passage];
    mine.dropped = mine.dropped.filter((id) => id !== passage.id);
  });
  evidence.focus(evidence.cards.length - 1);
}

export function dropEvidence() {
  const card = desk.task && evidence.current;
  if (!card) return;
  const id = card.passage.id;
  change([event("drop_evidence", { passage_id: id })], "Evidence taken away.", (mine) => {
    mine.evidence = mine.evidence.filter((one) => one.id !== id);
    mine.dropped = [...mine.dropped, id];
  });
}

export async function history() {
  if (!desk.task) return;
  const found = await quietly(`/api/item/${encodeURIComponent(desk.task.item.id)}/history`);
  if (found) { $("history").replaceChildren(make("h3", {}, "History"), historyView(found.history)); say(`${found.history.length} events.`); }
}

export function showConflict() {
  const [first] = store.get(`conflicts-${person}`, []);
  if (!first || $("conflict").open) return;
  $("conflict-mine").replaceChildren(...first.mine.map(eventView));
  $("conflict-theirs").replaceChildren(...standingView(first.result.item, first.result.since));
  $("conflict").showModal();
}

export function resolve(again) {
  const [first, ...rest] = store.get(`conflicts-${person}`, []);
  store.set(`conflicts-${person}`, rest);
  $("conflict").close();
  if (!first) return;
  chains.set(first.item, { base: first.result.version, after: null });
  const of = { item: first.result.item, random: false, title: "" };
  if (again) {
    const events = first.mine.filter((one) => one.action !== "undo").map((one) => event(one.action, one.new, { item: of.item, seconds: one.seconds }));
    if (events.length) send(events, "Recorded on top of what was there.", { of, leaves: true });
  } else toast("Kept what is there.", false);
  if (desk.task?.item.id === first.item) { if (again) advance(); else reload(first.item); }
  refreshDoc();
  showConflict();
}
