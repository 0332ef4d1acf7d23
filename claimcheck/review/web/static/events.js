/* Events: how they are made, chained, sent, taken back. */

import { uuid } from "./server.js";
import { $, chains, desk, done, outbox } from "./state.js";

const MOST_SECONDS = 600, SHOWN = 15000;
let hiding = 0;

export function chain(item) {
  if (!chains.has(item.id)) chains.set(item.id, { base: item.version, after: null });
  return chains.get(item.id);
}

export function event(action, value, { item = desk.task.item, document = "", seconds = null } = {}) {
  const made = { id: uuid(), action, new: value, at: new Date().toISOString(), seconds };
  if (document) return { ...made, document };
  const link = chain(item);
  const full = { ...made, item: item.id, base_version: link.base, after: link.after };
  link.after = made.id;
  return full;
}

export function elapsed() { return Math.min(MOST_SECONDS, Math.round((performance.now() - desk.shownAt) / 100) / 10); }

/* Send events that belong together, and remember how to take the last one back. */
export function send(events, words, { of = desk.task, leaves = false } = {}) {
  outbox.add(events);
  done.push({ events: events.map(({ id, action, item }) => ({ id, action, item })), task: of, words, leaves });
  toast(words, true);
}

export function toast(words, undoable) {
  $("toast-words").replaceChildren(...[words].flat());
  $("toast-undo").hidden = !undoable;
  $("toast").hidden = false;
  /* It lies over the article: what it said is in the history, and undo works without it. */
  clearTimeout(hiding);
  hiding = setTimeout(() => { $("toast").hidden = true; }, SHOWN);
}
