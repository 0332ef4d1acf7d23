/* The screen: keys and buttons in, events out, the next item at once. */

import { MarkedText, make } from "./article.js";
import { Draft, sentenceAt, union } from "./drafts.js";
import { EvidenceList } from "./evidence.js";
import { Offsets } from "./offsets.js";
import { Outbox } from "./outbox.js";
import { chip, eventView, historyView, itemHead, labelName, machineView, othersView, standingView } from "./panel.js";
import { ask, uuid } from "./server.js";

const $ = (name) => document.getElementById(name);
const meta = (name) => document.querySelector(`meta[name="${name}"]`).content;
const AHEAD = 6, LOW = 3, KEPT = 12, RETRY = 4000, SOON = 400, MOST_SECONDS = 600;
const GONE = new Set(["replaced", "withdrawn"]);
const person = meta("person"), panel = $("panel");

const store = {
  get(name, fallback) { try { return JSON.parse(localStorage.getItem(`claimcheck-${name}`)) ?? fallback; } catch { return fallback; } },
  set(name, value) { try { localStorage.setItem(`claimcheck-${name}`, JSON.stringify(value)); } catch { /* kept in this tab only */ } },
};

let queue = [], task = null, doc = null, draft = null, candidate = null;
let repeatsOn = true, shownAt = 0, fetching = null, exhausted = false, retry = 0, counting = 0, generation = 0, tick = 0;
const docs = new Map(), chains = new Map(), done = [], closed = new Map();
const article = new MarkedText($("article"));
const evidence = new EvidenceList({ onAdd: addEvidence, say });
const outbox = new Outbox(person, { onResult: settled, onState: syncState });

function say(words) { $("live").textContent = words; }

/* ---- events ---- */

function chain(item) {
  if (!chains.has(item.id)) chains.set(item.id, { base: item.version, after: null });
  return chains.get(item.id);
}

function event(action, value, { item = task.item, document = "", seconds = null } = {}) {
  const made = { id: uuid(), action, new: value, at: new Date().toISOString(), seconds };
  if (document) return { ...made, document };
  const link = chain(item);
  const full = { ...made, item: item.id, base_version: link.base, after: link.after };
  link.after = made.id;
  return full;
}

function elapsed() { return Math.min(MOST_SECONDS, Math.round((performance.now() - shownAt) / 100) / 10); }

/* Send events that belong together, and remember how to take the last one back. */
function send(events, words, { of = task, leaves = false } = {}) {
  outbox.add(events);
  done.push({ events: events.map(({ id, action, item }) => ({ id, action, item })), task: of, words, leaves });
  toast(words, true);
}

function toast(words, undoable) {
  $("toast-words").replaceChildren(...[words].flat());
  $("toast-undo").hidden = !undoable;
  $("toast").hidden = false;
}

/* ---- what the server said ---- */

function settled(sent, result) {
  if (result.result === "accepted" || result.result === "duplicate") return accepted(sent, result);
  forget(sent);
  if (result.result === "conflict") {
    const conflicts = store.get(`conflicts-${person}`, []);
    const same = conflicts.find((one) => one.item === sent.item);
    if (same) { same.mine.push(sent); same.result = result; } else conflicts.push({ item: sent.item, mine: [sent], result });
    store.set(`conflicts-${person}`, conflicts);
    showConflict();
    return;
  }
  toast([make("b", {}, "Not stored: "), result.message], false);
  say(`Not stored: ${result.message}`);
  if (task && sent.item === task.item.id) reload(task.item.id);
  else if (!task) advance();
}

function forget(sent) {
  const at = done.findIndex((entry) => entry.events.some(({ id }) => id === sent.id));
  if (at >= 0) done.splice(at, 1);
  closed.delete(sent.item);
  if (sent.item) chains.delete(sent.item);
}

function accepted(sent, result) {
  const link = chains.get(sent.item);
  if (link) {
    link.base = Math.max(link.base, result.version);
    if (link.after === sent.id) link.after = null;
  }
  if (result.item) {
    if (task && task.item.id === result.item.id && !outbox.items().filter((id) => id === sent.item).length) Object.assign(task.item, result.item);
    note(result.item);
    const entry = done.find((one) => one.events.some(({ id }) => id === sent.id));
    if (entry && entry === done.at(-1) && entry.leaves) reveal(entry, result.item);
  }
  if (["split", "merge", "missed", "add_promo"].includes(sent.action) || (sent.action === "undo")) refreshDoc();
  if (["split", "missed"].includes(sent.action) && !sent.new.label) bringIn(result.made);
}

/* After the answer, what the machine had said, where it was hidden before. */
function reveal(entry, item) {
  if (!entry.task.item.blind || !item.machine) return;
  toast([...[entry.words].flat(), " The machine says: ", chip(item.machine.label, item.machine.words)], true);
}

function note(item) {
  const known = docs.get(item.document)?.items.find((one) => one.id === item.id);
  if (known) Object.assign(known, { version: item.version, status: item.status, label: item.label, parts: item.parts });
  if (doc && item.document === doc.id && !draft) drawArticle({ scroll: false });
}

async function bringIn(ids) {
  for (const id of [...ids].reverse()) {
    const found = await quietly(`/api/item/${encodeURIComponent(id)}`);
    if (found && !queue.some((one) => one.item.id === id)) queue.unshift({ item: found.item, random: false, title: doc?.title ?? "" });
  }
  if (!task) advance();
}

async function reload(id) {
  const found = await quietly(`/api/item/${encodeURIComponent(id)}`);
  if (!found || !task || task.item.id !== id) return;
  chains.delete(id);
  task.item = found.item;
  await openDoc(task.item.document, { fresh: true });
  showTask({ keepFocus: true });
}

async function quietly(path, body) {
  try {
    const answer = await ask(path, body);
    if (answer.status === 200) return answer.body;
    if (answer.status === 401 || answer.status === 403) outbox.tell("signed-out");
  } catch { outbox.later("offline"); }
  return null;
}

function syncState(state, size) {
  const waiting = size === 1 ? "1 change" : `${size} changes`;
  const words = {
    ready: size ? `Saving ${waiting} …` : "All saved",
    offline: size ? `Offline: ${waiting} kept here` : "Offline",
    "signed-out": size ? `Signed out: ${waiting} kept here` : "Signed out: load the page again",
  }[state];
  if ($("sync").textContent === words) return;
  if (state !== "ready" && $("sync").dataset.state !== state) say(`${words}. They are sent when the server is back.`);
  $("sync").textContent = words;
  $("sync").dataset.state = state === "ready" && size ? "saving" : state;
  if (state !== "ready" && !task && queue.length) advance();
  if (state !== "ready" || size) return;
  clearTimeout(counting);
  counting = setTimeout(progress, SOON);
  if (exhausted && !task) top();
}

/* ---- queue ---- */

function top() {
  fetching ??= fill().finally(() => { fetching = null; });
  return fetching;
}

async function fill() {
  clearTimeout(retry);
  const mine = generation, asked = tick;
  const answer = await quietly("/api/next", {
    strategy: $("strategy").value, kind: $("kind").value || null, limit: AHEAD,
    exclude: outbox.items().slice(-2000),
  });
  if (mine !== generation) return;
  if (!answer) { retry = setTimeout(top, RETRY); if (!task) waiting("The server cannot be reached. What you did is kept here and sent when it is back."); return; }
  /* What was answered since the question was asked is in this answer, but no longer wanted. */
  const here = new Set([...queue.map((one) => one.item.id), ...outbox.items(), task?.item.id]);
  const fresh = answer.tasks.filter((one) => !here.has(one.item.id) && !(closed.get(one.item.id) > asked));
  exhausted = !fresh.length && !queue.length;
  queue.push(...fresh);
  if (!task) advance();
  for (const id of new Set(queue.map((one) => one.item.document))) fetchDoc(id);
  progress();
}

async function progress() {
  const found = await quietly("/api/progress");
  if (!found) return;
  const settledNow = found.statuses.settled ?? 0;
  $("progress").textContent = `${settledNow} of ${found.items} settled · ${found.mine} by you`;
}

function advance() {
  const next = queue.shift();
  leaveMode();
  if (queue.length < LOW) top();
  if (!next) {
    task = null;
    waiting(exhausted ? "Nothing is left in this queue." : "Loading …");
    return;
  }
  task = next;
  show();
}

function waiting(words) {
  panel.replaceChildren(make("p", { class: "loading", id: "claim", tabindex: "-1" }, words));
  if (!doc) $("title").textContent = "The article";
  bar(null);
}

async function open(id) {
  if (task?.item.id === id) return;
  const ahead = queue.findIndex((one) => one.item.id === id);
  let next = ahead >= 0 ? queue.splice(ahead, 1)[0] : null;
  if (!next) {
    const found = await quietly(`/api/item/${encodeURIComponent(id)}`);
    if (!found) { say("This item cannot be opened while the server is away."); return; }
    chains.delete(id);
    next = { item: found.item, random: false, title: doc?.title ?? "" };
  }
  if (task && !task.item.mine?.label) queue.unshift(task);
  task = next;
  leaveMode();
  show();
}

/* ---- documents ---- */

async function fetchDoc(id, { fresh = false } = {}) {
  if (docs.has(id) && !fresh) return docs.get(id);
  const found = await quietly(`/api/document/${encodeURIComponent(id)}`);
  if (found) {
    docs.delete(id);
    docs.set(id, found.document);
    for (const old of [...docs.keys()].slice(0, Math.max(0, docs.size - KEPT))) if (old !== task?.item.document) docs.delete(old);
  }
  return docs.get(id);
}

async function openDoc(id, options) {
  const found = await fetchDoc(id, options);
  if (task && task.item.document !== id) return;
  doc = found ?? null;
  if (doc) article.setText(doc.text);
}

async function refreshDoc() {
  const id = doc?.id;
  if (!id) return;
  const found = await fetchDoc(id, { fresh: true });
  if (found && doc?.id === id) { doc = found; if (!draft) drawArticle({ scroll: false }); }
}

/* ---- drawing ---- */

async function show() {
  shownAt = performance.now();
  repeatsOn = true;
  evidence.at = 0;
  const mine = task;
  if (!docs.has(task.item.document)) showTask({});
  await openDoc(task.item.document);
  if (task === mine) showTask({});
}

function showTask({ keepFocus = false }) {
  const item = task.item;
  evidence.show(item, { canSearch: panel.dataset.search === "yes", corpus: panel.dataset.corpus });
  panel.replaceChildren(make("div", { class: "card" },
    ...itemHead(task, { repeatsOn, onRepeats: (on) => { repeatsOn = on; } }),
    make("div", { id: "writing", hidden: true }),
    machineView(item, panel.dataset.notFalse),
    othersView(item),
    make("div", { id: "history" })),
  item.kind === "claim" ? evidence.element : "");
  panel.scrollTop = 0;
  bar(item);
  $("title").textContent = task.title || doc?.title || doc?.source || "The article";
  drawArticle({ scroll: true });
  if (!keepFocus) {
    $("claim").focus({ preventScroll: true });
    if (innerWidth <= 820) scrollTo(0, 0);
  }
}

function bar(item) {
  const promo = item?.kind === "promo";
  document.querySelector(".claims-only").hidden = promo;
  document.querySelector(".promo-only").hidden = !promo;
  const accept = document.querySelector('[data-act="accept"].accept');
  const can = item && !item.blind && item.machine?.label;
  accept.disabled = !can;
  accept.className = `act accept ${can ? `v-${item.machine.label}` : ""}`;
  accept.title = can ? `Accept: ${labelName(item.machine.label)}` : "There is no machine’s label to accept";
}

function marksOf() {
  if (!doc) return [];
  const found = [];
  for (const item of doc.items) {
    if (GONE.has(item.status) || item.id === task?.item.id) continue;
    const names = [item.kind === "promo" ? "p" : "c", item.status === "settled" ? `v-${item.label ?? "unchecked"}` : "open"];
    if (item.id === candidate?.id) names.push("candidate");
    for (const part of item.parts) found.push({ ...part, names, id: item.id });
  }
  const here = draft && draft.purpose !== "rationale" ? draft : null;
  if (task && task.item.document === doc.id) {
    const names = [here?.purpose === "bounds" ? "ghost" : "now"];
    for (const part of task.item.mine?.parts ?? task.item.parts) found.push({ ...part, names, id: task.item.id });
  }
  if (here?.purpose === "split") {
    const at = here.parts[0].start, { start, end } = here.within;
    found.push({ start, end: at, names: ["draft", "left"] }, { start: at, end, names: ["draft", "right"] });
  } else if (here) {
    here.parts.forEach((part, i) => found.push({ ...part, names: ["draft", `edge-${here.edge}`, i === 0 ? "firstpart" : "", i === here.parts.length - 1 ? "lastpart" : ""] }));
  }
  return found.filter((mark) => mark.start < mark.end);
}

function drawArticle({ scroll }) {
  const first = task?.item.parts[0]?.start ?? 0;
  article.render(marksOf(), draft && draft.purpose !== "rationale" ? draft.at : first);
  const target = $("article").querySelector(".draft, .now");
  if (!target || !scroll) return;
  const box = $("article"), inside = target.getBoundingClientRect(), frame = box.getBoundingClientRect();
  if (inside.top < frame.top + 40 || inside.bottom > frame.bottom - 40) box.scrollTop += inside.top - frame.top - frame.height / 3;
}

/* ---- decisions ---- */

function decide(action, label) {
  if (!task) return;
  const item = task.item, events = [];
  if (action === "accept" && (item.blind || !item.machine?.label)) {
    say("There is no machine’s label to accept; choose one.");
    toast(item.blind ? "Blind: choose a label yourself." : "The machine gave no label; choose one.", false);
    return;
  }
  if (draft && ["missed", "promo"].includes(draft.purpose)) { saveDraft(label); return; }
  if (draft?.purpose === "bounds" && draft.changed) events.push(event("bounds", { parts: draft.spans() }));
  const value = action === "skip" ? {} : action === "label" ? { label } : {};
  if (action !== "skip" && item.repeats && repeatsOn) value.repeats = true;
  events.push(event(action, value, { seconds: elapsed() }));
  const said = action === "skip" ? null : label ?? item.machine.label;
  const words = said ? [chip(said), ` ${short(item.text)}`, value.repeats ? ` and ${item.repeats === 1 ? "its repeat" : `its ${item.repeats} repeats`}` : "", "."] : [`Skipped: ${short(item.text)}.`];
  closed.set(item.id, ++tick);
  send(events, words, { leaves: true });
  const known = doc?.items.find((one) => one.id === item.id);
  if (known && said && item.target === 1) Object.assign(known, { status: "settled", label: said });
  const was = said ? `${labelName(said)}.` : "Skipped.";
  advance();
  say(`${was} ${task ? `Next: ${task.item.text}` : "Nothing more is loaded."}`);
}

function short(text) { return text.length > 60 ? `“${[...text].slice(0, 58).join("")}…”` : `“${text}”`; }

function undo() {
  const last = done.pop();
  if (!last) { toast("There is nothing to take back.", false); say("There is nothing to take back."); return; }
  const events = [];
  for (const one of [...last.events].reverse()) {
    const link = one.item ? chains.get(one.item) : null;
    const made = { id: uuid(), action: "undo", new: { event: one.id }, at: new Date().toISOString(), item: one.item || "", base_version: link?.base ?? null, after: link?.after ?? null };
    if (link) link.after = made.id;
    events.push(made);
  }
  closed.delete(last.task.item.id);
  outbox.add(events);
  undoLocally(last);
  leaveMode();
  if (last.leaves && task !== last.task) {
    if (task) queue.unshift(task);
    queue = queue.filter((one) => one.item.id !== last.task.item.id);
    task = last.task;
    show();
  } else if (task) showTask({});
  toast(["Taken back: ", ...[last.words].flat()], false);
  say("Taken back.");
}

/* The local copy as it was; the server's answer replaces it. */
function undoLocally(last) {
  const item = last.task.item;
  if (last.before) item.mine = last.before.mine;
  const known = docs.get(item.document)?.items.find((one) => one.id === item.id);
  if (known && last.leaves) Object.assign(known, { status: "open", label: null });
}

/* Change one's own answer here at once, as the server will. */
function change(events, words, alter) {
  const before = { mine: task.item.mine ? structuredClone(task.item.mine) : null };
  task.item.mine = structuredClone(task.item.mine ?? { label: null, words: "", parts: null, reading: null, evidence: [], dropped: [], rationales: {}, note: "" });
  alter(task.item.mine);
  send(events, words);
  done.at(-1).before = before;
  say([words].flat().map((part) => (typeof part === "string" ? part : part.textContent)).join(""));
  showTask({});
}

/* ---- spans ---- */

const HINTS = {
  bounds: "Boundaries: [ ] by word, { } by character, b for the other edge.",
  missed: "Missed claim: ↑ ↓ choose a sentence, [ ] and { } move its edge, b for the other edge. 1, 2 or 3 saves it with a label.",
  promo: "Promotional span: ↑ ↓ choose a sentence, [ ] and { } move its edge, b for the other edge.",
  rationale: "Rationale in the passage: ↑ ↓ choose a sentence, [ ] and { } move its edge, b for the other edge.",
  split: "Split: [ ] move the cut by word, { } by character.",
  merge: "Merge with the marked claim: ↑ ↓ choose another.",
};

function enter(made) {
  draft = made;
  $("mode").hidden = false;
  $("hint").textContent = HINTS[draft?.purpose ?? "merge"];
  $("category-label").hidden = draft?.purpose !== "promo";
  $("pick").hidden = true;
  redraw();
  say(HINTS[draft?.purpose ?? "merge"]);
}

function leaveMode() {
  const was = draft;
  draft = null;
  candidate = null;
  $("mode").hidden = true;
  getSelection().removeAllRanges();
  $("pick").hidden = true;
  if (was?.purpose === "rationale") evidence.current?.draw();
}

function cancel() {
  if (!draft && !candidate) return false;
  leaveMode();
  drawArticle({ scroll: true });
  say("Dropped.");
  return true;
}

function redraw() {
  if (draft?.purpose === "rationale") evidence.current?.draw(draft);
  else drawArticle({ scroll: true });
}

function spoken() {
  if (!draft) return;
  if (draft.purpose === "split") { const [left, right] = draft.halves(); say(`${left.map((s) => s.quote).join(" … ")} | ${right.map((s) => s.quote).join(" … ")}`); return; }
  say(`${draft.edge === "end" ? "End" : "Start"}: ${draft.spans().map((span) => span.quote).join(" … ")}`);
}

function startBounds(edge = "end") {
  if (!task || !doc) return;
  const picked = article.selected();
  const parts = picked ? [picked] : task.item.mine?.parts ?? task.item.parts;
  const made = new Draft("bounds", article.offsets, parts, { edge });
  if (picked) made.was = "";
  getSelection().removeAllRanges();
  enter(made);
}

function startNew(purpose) {
  if (!doc) return;
  const picked = article.selected();
  const from = task?.item.document === doc.id ? task.item.parts.at(-1).end : 0;
  const span = picked ?? sentenceAt(article.offsets, from);
  if (!span) return;
  getSelection().removeAllRanges();
  enter(new Draft(purpose, article.offsets, [span]));
  spoken();
}

function startSplit() {
  if (!task || !doc) return;
  const parts = task.item.mine?.parts ?? task.item.parts;
  const start = parts[0].start, end = parts.at(-1).end;
  const caret = article.selected()?.start ?? article.caret();
  const middle = caret !== null && caret > start && caret < end ? caret : Math.floor((start + end) / 2);
  const made = new Draft("split", article.offsets, [{ start: middle, end: middle }], { edge: "start", within: { start, end, parts } });
  if (middle !== caret) made.move("word", 1);
  enter(made);
  spoken();
}

function startMerge(by = 0) {
  if (!task || !doc) return;
  const others = doc.items.filter((one) => one.kind === task.item.kind && !GONE.has(one.status) && one.id !== task.item.id)
    .sort((a, b) => a.parts[0].start - b.parts[0].start);
  if (!others.length) { say("There is no other claim here to merge with."); toast("There is no other claim here to merge with.", false); return; }
  const here = task.item.parts[0].start;
  const at = candidate ? others.findIndex((one) => one.id === candidate.id) + by : others.findIndex((one) => one.parts[0].start >= here);
  candidate = others[(at + others.length) % others.length];
  enter(null);
  say(`Merge with: ${candidate.text}`);
}

function startRationale() {
  const card = evidence.current;
  if (!card) { say("There is no evidence here."); return; }
  const picked = card.marked.selected();
  const old = task.item.mine?.rationales?.[card.passage.id] ?? card.passage.rationale;
  const span = picked ?? old[0] ?? sentenceAt(card.marked.offsets, 0);
  if (!span) return;
  getSelection().removeAllRanges();
  enter(new Draft("rationale", card.marked.offsets, [span]));
  spoken();
}

function move(granularity, by) {
  if (candidate && !draft) return;
  if (!draft) startBounds(by > 0 ? "end" : "end");
  if (!draft) return;
  draft.move(granularity, by);
  redraw();
  spoken();
}

function saveDraft(label) {
  if (candidate) { saveMerge(); return; }
  if (!draft) return;
  const made = draft, spans = made.purpose === "split" ? made.halves() : made.spans();
  if (made.purpose === "split") {
    if (spans.some((side) => !side.length)) { say("Both sides of the cut need some text."); return; }
    const item = task.item;
    closed.set(item.id, ++tick);
    send([event("split", { parts: spans }, { seconds: elapsed() })], `Split ${short(item.text)}.`, { leaves: true });
    if (outbox.state === "ready") { task = null; leaveMode(); waiting("Splitting …"); } else advance();
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
    const at = task ?? { item: { id: "", document: doc.id, parts: spans } };
    leaveMode();
    send([event(missed ? "missed" : "add_promo", value, { document: doc.id })], [missed ? "Missed claim" : "Promotional span", ` ${short(spans[0].quote)} added.`], { of: at });
    say("Added.");
    drawArticle({ scroll: true });
  }
}

function saveMerge() {
  const other = candidate, parts = union(article.offsets, [...(task.item.mine?.parts ?? task.item.parts), ...other.parts]);
  const of = task;
  leaveMode();
  send([event("merge", { with: [other.id], parts })], `Merged with ${short(other.text)}.`, { of });
  task.item.parts = parts;
  task.item.text = parts.map((part) => part.quote).join(" ");
  queue = queue.filter((one) => one.item.id !== other.id);
  doc.items = doc.items.filter((one) => one.id !== other.id);
  showTask({});
}

/* ---- notes, evidence, history ---- */

function write(title, value, save) {
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

function startNote() {
  if (task) write("Note", "", (text) => change([event("note", { text })], "Note saved.", (mine) => { mine.note = [mine.note, text].filter(Boolean).join("\n"); }));
}

function restate() {
  if (task?.item.kind !== "claim") return;
  write("The claim in words that stand alone", task.item.mine?.reading ?? task.item.reading ?? task.item.text, (reading) => change([event("reading", { reading })], "Restated.", (mine) => { mine.reading = reading; }));
}

function addEvidence(passage) {
  change([event("evidence", { evidence: passage.wire })], "Evidence added.", (mine) => {
    mine.evidence = [...mine.evidence.filter((one) => one.id !== passage.id), passage];
    mine.dropped = mine.dropped.filter((id) => id !== passage.id);
  });
  evidence.focus(evidence.cards.length - 1);
}

function dropEvidence() {
  const card = task && evidence.current;
  if (!card) return;
  const id = card.passage.id;
  change([event("drop_evidence", { passage_id: id })], "Evidence taken away.", (mine) => {
    mine.evidence = mine.evidence.filter((one) => one.id !== id);
    mine.dropped = [...mine.dropped, id];
  });
}

async function history() {
  if (!task) return;
  const found = await quietly(`/api/item/${encodeURIComponent(task.item.id)}/history`);
  if (found) { $("history").replaceChildren(make("h3", {}, "History"), historyView(found.history)); say(`${found.history.length} events.`); }
}

/* ---- conflicts ---- */

function showConflict() {
  const [first] = store.get(`conflicts-${person}`, []);
  if (!first || $("conflict").open) return;
  $("conflict-mine").replaceChildren(...first.mine.map(eventView));
  $("conflict-theirs").replaceChildren(...standingView(first.result.item, first.result.since));
  $("conflict").showModal();
}

function resolve(again) {
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
  if (task?.item.id === first.item) { if (again) advance(); else reload(first.item); }
  refreshDoc();
  showConflict();
}

/* ---- keys and buttons ---- */

function step(by) {
  if (!doc) return;
  const all = doc.items.filter((one) => !GONE.has(one.status) && (!$("kind").value || one.kind === $("kind").value)).sort((a, b) => a.parts[0].start - b.parts[0].start);
  const at = all.findIndex((one) => one.id === task?.item.id);
  const next = all[(at + by + all.length) % all.length];
  if (next) open(next.id);
}

const label = (name) => () => { if (task?.item.kind === "claim" || draft?.purpose === "missed") decide("label", name); };
const ACTS = {
  accept: () => decide("accept"),
  supported: label("supported"),
  unsupported: label("unsupported"),
  contradictory: label("contradictory"),
  reject: () => { if (task) decide("label", task.item.kind === "promo" ? "not_promotional" : "not_a_claim"); },
  skip: () => decide("skip"),
  undo,
  more: () => { const box = $("more"); box.hidden = !box.hidden; document.querySelector('[data-act="more"]').setAttribute("aria-expanded", String(!box.hidden)); },
  bounds: () => { if (draft && draft.purpose !== "split") { draft.switchEdge(); redraw(); spoken(); } else startBounds("end"); },
  split: startSplit,
  merge: () => startMerge(0),
  missed: () => startNew("missed"),
  promo: () => startNew("promo"),
  search: () => { if (task) evidence.search(); },
  rationale: startRationale,
  restate,
  note: startNote,
};
const KEYS = {
  a: ACTS.accept, 1: ACTS.supported, s: ACTS.supported, 2: ACTS.unsupported, 3: ACTS.contradictory, x: ACTS.reject, " ": ACTS.skip, u: undo,
  n: () => evidence.step(1), p: () => evidence.step(-1), e: ACTS.search, r: startRationale, d: dropEvidence,
  "[": () => move("word", -1), "]": () => move("word", 1), "{": () => move("grapheme", -1), "}": () => move("grapheme", 1),
  b: ACTS.bounds, c: startSplit, m: ACTS.merge, i: ACTS.missed, o: ACTS.promo, w: restate, t: startNote, h: history, ",": ACTS.more,
  g: () => { const box = $("repeats"); if (box) { box.checked = repeatsOn = !repeatsOn; say(repeatsOn ? "Repeats are settled too." : "Only this one is settled."); } },
  j: () => step(1), k: () => step(-1), q: () => $("strategy").focus(), "?": () => $("help").showModal(),
};

function arrows(press) {
  const by = press.key === "ArrowDown" ? 1 : -1;
  if (candidate) startMerge(by);
  else if (draft && ["missed", "promo", "rationale"].includes(draft.purpose)) { draft.sentence(by); redraw(); spoken(); } else return;
  press.preventDefault();
}

addEventListener("keydown", (press) => {
  if (press.ctrlKey || press.metaKey || press.altKey || press.isComposing || document.querySelector("dialog[open]")) return;
  const target = press.target;
  if (target.matches("input:not([type=checkbox]), textarea, select")) { if (press.key === "Escape") $("claim")?.focus(); return; }
  if (press.key === "Escape") { if (!cancel()) $("claim")?.focus(); return; }
  const pressing = target.matches("button, a, summary, input");
  if (press.key === "Enter" && !pressing && (draft || candidate)) { press.preventDefault(); saveDraft(); return; }
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
  if (mark && getSelection().isCollapsed && !draft && !candidate) open(mark.dataset.item);
});
/* A button must not take the selection away before it is used. */
document.addEventListener("mousedown", (press) => { if (press.target.closest("#pick, .actions")) press.preventDefault(); });
document.addEventListener("selectionchange", () => {
  const inArticle = Boolean(article.selected()), inPassage = Boolean(evidence.current?.marked.selected());
  $("pick").hidden = draft !== null || !(inArticle || inPassage);
  for (const button of $("pick").children) button.hidden = (button.dataset.act === "rationale") !== inPassage || (!task && button.dataset.act === "bounds");
});

for (const name of ["strategy", "kind"]) {
  const kept = store.get(name, null);
  if (kept !== null && [...$(name).options].some((option) => option.value === kept)) $(name).value = kept;
  $(name).addEventListener("change", async () => {
    store.set(name, $(name).value);
    generation += 1;
    fetching = null;
    quietly("/api/release", { items: queue.map((one) => one.item.id) });
    queue = [];
    task = null;
    exhausted = false;
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

outbox.flush();
top();
showConflict();
