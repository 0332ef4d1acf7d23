/* What is open now, shared by the modules of the work screen, and what the browser remembers. */

import { MarkedText } from "./article.js";
import { EvidenceList } from "./evidence.js";
import { addEvidence } from "./answering.js";
import { Outbox } from "./outbox.js";
import { settled, syncState } from "./syncing.js";

export const $ = (name) => document.getElementById(name);
const meta = (name) => document.querySelector(`meta[name="${name}"]`).content;
export const GONE = new Set(["replaced", "withdrawn"]);
export const person = meta("person"), panel = $("panel");

/* queue: what comes next; task: what is open; draft, candidate: the span or merge being made */
export const desk = {
  queue: [], task: null, doc: null, draft: null, candidate: null, repeatsOn: true, shownAt: 0,
  fetching: null, exhausted: false, retry: 0, counting: 0, generation: 0, tick: 0,
};
export const docs = new Map(), chains = new Map(), done = [], closed = new Map(), undone = new Set();

export const store = {
  get(name, fallback) { try { return JSON.parse(localStorage.getItem(`claimcheck-${name}`)) ?? fallback; } catch { return fallback; } },
  set(name, value) { try { localStorage.setItem(`claimcheck-${name}`, JSON.stringify(value)); } catch { /* kept in this tab only */ } },
};

export function say(words) { $("live").textContent = words; }

export const article = new MarkedText($("article"));
export const evidence = new EvidenceList({ onAdd: (passage) => addEvidence(passage), say });
export const outbox = new Outbox(person, {
  onResult: (event, result) => settled(event, result),
  onState: (state, size) => syncState(state, size),
});
