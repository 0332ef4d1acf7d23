/* What the server said of an event, and what the page makes of it. */

import { showConflict } from "./answering.js";
import { make } from "./article.js";
import { toast } from "./events.js";
import { chip } from "./panel.js";
import { advance, openDoc, progress, refreshDoc, top, waiting } from "./queue.js";
import { drawArticle, showTask } from "./screen.js";
import { ask } from "./server.js";
import { $, chains, closed, desk, docs, done, outbox, person, say, store, undone } from "./state.js";

const SOON = 400;

export function settled(sent, result) {
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
  if (desk.task && sent.item === desk.task.item.id) reload(desk.task.item.id);
  else if (!desk.task) advance();
}

export function forget(sent) {
  const at = done.findIndex((entry) => entry.events.some(({ id }) => id === sent.id));
  if (at >= 0) done.splice(at, 1);
  closed.delete(sent.item);
  if (sent.item) chains.delete(sent.item);
}

export function accepted(sent, result) {
  const link = chains.get(sent.item);
  const entry = done.find((one) => one.events.some(({ id }) => id === sent.id));
  if (entry) entry.made = result.made;
  if (link) {
    link.base = Math.max(link.base, result.version);
    if (link.after === sent.id) link.after = null;
  }
  if (result.item) {
    if (desk.task && desk.task.item.id === result.item.id && !outbox.items().filter((id) => id === sent.item).length) Object.assign(desk.task.item, result.item);
    note(result.item);
    if (entry && entry === done.at(-1) && entry.leaves) reveal(entry, result.item);
  }
  if (["split", "merge", "missed", "add_promo"].includes(sent.action) || (sent.action === "undo")) refreshDoc();
  if (["split", "missed"].includes(sent.action) && !sent.new.label) bringIn(result.made, sent.id);
}

/* After the answer, what the machine had said, where it was hidden before. */
export function reveal(entry, item) {
  if (!entry.task.item.blind || !item.machine) return;
  toast([...[entry.words].flat(), " The machine says: ", chip(item.machine.label, item.machine.words)], true);
}

export function note(item) {
  const known = docs.get(item.document)?.items.find((one) => one.id === item.id);
  if (known) Object.assign(known, { version: item.version, status: item.status, label: item.label, parts: item.parts });
  if (desk.doc && item.document === desk.doc.id && !desk.draft) drawArticle({ scroll: false });
}

/* What an event made comes next, unless the event was taken back meanwhile. */
export async function bringIn(ids, event) {
  for (const id of [...ids].reverse()) {
    const found = await quietly(`/api/item/${encodeURIComponent(id)}`);
    if (found && !undone.has(event) && !desk.queue.some((one) => one.item.id === id)) desk.queue.unshift({ item: found.item, random: false, title: desk.doc?.title ?? "" });
  }
  if (!desk.task) advance();
}

export async function reload(id) {
  const found = await quietly(`/api/item/${encodeURIComponent(id)}`);
  if (!found || !desk.task || desk.task.item.id !== id) return;
  chains.delete(id);
  desk.task.item = found.item;
  await openDoc(desk.task.item.document, { fresh: true });
  showTask({ keepFocus: true });
}

export async function quietly(path, body) {
  try {
    const answer = await ask(path, body);
    if (answer.status === 200) return answer.body;
    if (answer.status === 401 || answer.status === 403) outbox.tell("signed-out");
  } catch { outbox.later("offline"); }
  return null;
}

export function syncState(state, size) {
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
  if (state !== "ready" && !desk.task && desk.queue.length) advance();
  if (state !== "ready" || size) return;
  clearTimeout(desk.counting);
  desk.counting = setTimeout(progress, SOON);
  if (desk.exhausted && !desk.task) top();
}
