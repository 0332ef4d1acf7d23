/* The queue and the documents, fetched ahead. */

import { keepAhead, keptAhead } from "./ahead.js";
import { make } from "./article.js";
import { bar, drawArticle, show } from "./screen.js";
import { leaveMode } from "./spans.js";
import { $, article, chains, closed, desk, docs, outbox, panel, person, say } from "./state.js";
import { quietly } from "./syncing.js";

const AHEAD = 6, LOW = 3, KEPT = 12, RETRY = 4000;

export function top() {
  desk.fetching ??= fill().finally(() => { desk.fetching = null; });
  return desk.fetching;
}

export async function fill() {
  clearTimeout(desk.retry);
  const mine = desk.generation, asked = desk.tick;
  const answer = await quietly("/api/next", {
    strategy: $("strategy").value, kind: $("kind").value || null, limit: AHEAD,
    exclude: outbox.items().slice(-2000),
  });
  if (mine !== desk.generation) return;
  if (!answer) { desk.retry = setTimeout(top, RETRY); if (!desk.task) await resume(); return; }
  /* What was answered since the question was asked is in this answer, but no longer wanted. */
  const here = new Set([...desk.queue.map((one) => one.item.id), ...outbox.items(), desk.task?.item.id]);
  const fresh = answer.tasks.filter(({ item }) => !here.has(item.id) && !(closed.get(item.id) > asked) && !(item.cluster && closed.get(item.cluster) > asked));
  desk.exhausted = !fresh.length && !desk.queue.length;
  desk.queue.push(...fresh);
  if (!desk.task) advance();
  else remember();
  for (const id of new Set(desk.queue.map((one) => one.item.document))) fetchDoc(id);
  if (!$("progress").textContent) progress();
}

export async function progress() {
  const found = await quietly("/api/progress");
  if (!found) return;
  const settledNow = found.statuses.settled ?? 0;
  $("progress").textContent = `${settledNow} of ${found.items} settled · ${found.mine} by you`;
}

export function advance() {
  const next = desk.queue.shift();
  leaveMode();
  if (desk.queue.length < LOW) top();
  if (!next) {
    desk.task = null;
    remember();
    waiting(desk.exhausted ? "Nothing is left in this queue." : "Loading …");
    return;
  }
  desk.task = next;
  remember();
  show();
}

function remember() { keepAhead(person, [desk.task, ...desk.queue].filter(Boolean)); }

/* Loaded while the server is away: go on with what was fetched before. */
async function resume() {
  const gone = new Set(outbox.items());
  const kept = (await keptAhead(person)).filter((one) => !gone.has(one.item.id));
  if (desk.task) return;
  desk.queue.push(...kept.filter((one) => !desk.queue.some((known) => known.item.id === one.item.id)));
  if (desk.queue.length) advance();
  else waiting("The server cannot be reached. What you did is kept here and sent when it is back.");
}

export function waiting(words) {
  panel.replaceChildren(make("p", { class: "loading", id: "claim", tabindex: "-1" }, words));
  if (!desk.doc) $("title").textContent = "The article";
  bar(null);
}

export async function open(id) {
  if (desk.task?.item.id === id) return;
  const ahead = desk.queue.findIndex((one) => one.item.id === id);
  let next = ahead >= 0 ? desk.queue.splice(ahead, 1)[0] : null;
  if (!next) {
    const found = await quietly(`/api/item/${encodeURIComponent(id)}`);
    if (!found) { say("This item cannot be opened while the server is away."); return; }
    chains.delete(id);
    next = { item: found.item, random: false, title: desk.doc?.title ?? "" };
  }
  if (desk.task && !desk.task.item.mine?.label) desk.queue.unshift(desk.task);
  desk.task = next;
  leaveMode();
  remember();
  show();
}

export async function fetchDoc(id, { fresh = false } = {}) {
  if (docs.has(id) && !fresh) return docs.get(id);
  const found = await quietly(`/api/document/${encodeURIComponent(id)}`);
  if (found) {
    docs.delete(id);
    docs.set(id, found.document);
    for (const old of [...docs.keys()].slice(0, Math.max(0, docs.size - KEPT))) if (old !== desk.task?.item.document) docs.delete(old);
  }
  return docs.get(id);
}

export async function openDoc(id, options) {
  const found = await fetchDoc(id, options);
  if (desk.task && desk.task.item.document !== id) return;
  desk.doc = found ?? null;
  if (desk.doc) article.setText(desk.doc.text);
}

export async function refreshDoc() {
  const id = desk.doc?.id;
  if (!id) return;
  const found = await fetchDoc(id, { fresh: true });
  if (found && desk.doc?.id === id) { desk.doc = found; if (!desk.draft) drawArticle({ scroll: false }); }
}
