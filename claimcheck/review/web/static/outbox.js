/* What was done but not yet acknowledged. Each event is an entry of its own in localStorage, so
   that neither a reload nor a second tab loses one; its id makes sending it twice harmless. */

import { ask } from "./server.js";

const BATCH = 20, FIRST_WAIT = 1000, LONGEST_WAIT = 30000;

export class Outbox {
  constructor(person, { onResult, onState }) {
    this.prefix = `claimcheck-out|${person}|`;
    this.lock = `claimcheck-out-${person}`;
    this.onResult = onResult;
    this.onState = onState;
    this.wait = FIRST_WAIT;
    this.batch = BATCH;
    this.count = 0;
    this.memory = new Map(); /* where storage is full or switched off: at least this tab keeps it */
    this.state = "ready";
    addEventListener("online", () => this.flush());
    addEventListener("beforeunload", (event) => { if (this.memory.size) event.preventDefault(); });
  }

  add(events) {
    for (const event of events) {
      const key = `${this.prefix}${Date.now().toString(36).padStart(9, "0")}|${String(this.count++).padStart(6, "0")}|${event.id}`;
      const value = JSON.stringify(event);
      try { localStorage.setItem(key, value); } catch { this.memory.set(key, value); }
    }
    this.tell();
    this.flush();
  }

  entries() {
    const found = [...this.memory];
    try {
      for (const key of Object.keys(localStorage)) if (key.startsWith(this.prefix)) found.push([key, localStorage.getItem(key)]);
    } catch { /* storage is switched off: this tab's memory is all there is */ }
    return found.filter(([, value]) => value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => ({ key, event: JSON.parse(value) }));
  }

  get size() { return this.entries().length; }

  /* Items answered here that the server may not know of yet. */
  items() { return [...new Set(this.entries().map(({ event }) => event.item).filter(Boolean))]; }

  drop(key) { if (!this.memory.delete(key)) localStorage.removeItem(key); }

  tell(state) {
    if (state) this.state = state;
    this.onState(this.state, this.size);
  }

  flush() {
    clearTimeout(this.timer);
    if (this.running) { this.again = true; return this.running; }
    const run = () => this.drain();
    this.running = (navigator.locks ? navigator.locks.request(this.lock, run) : run()).finally(() => {
      this.running = null;
      if (this.again) { this.again = false; this.flush(); }
    });
    return this.running;
  }

  async drain() {
    for (let waiting = this.entries(); waiting.length; waiting = this.entries()) {
      const some = waiting.slice(0, this.batch);
      let answer;
      try { answer = await ask("/api/events", { events: some.map(({ event }) => event) }); }
      catch { this.later("offline"); return; }
      if (answer.body.results) this.settle(some, answer.body.results);
      else if (answer.status === 401 || answer.status === 403) { this.tell("signed-out"); return; }
      else if (answer.status >= 400 && answer.status < 500) this.blame(some, answer);
      else { this.later("offline"); return; }
    }
    this.wait = FIRST_WAIT;
    this.batch = BATCH;
    this.tell("ready");
  }

  settle(some, results) {
    const byId = new Map(results.map((result) => [result.id, result]));
    for (const { key, event } of some) {
      const result = byId.get(event.id);
      if (!result) continue;
      /* What cannot be stored is handed over before it is forgotten here. */
      this.onResult(event, result);
      this.drop(key);
    }
    this.tell("ready");
  }

  /* The server would not read the batch: find out which event it is. */
  blame(some, answer) {
    if (some.length > 1) { this.batch = 1; return; }
    const [{ key, event }] = some;
    this.onResult(event, { id: event.id, result: "refused", message: answer.body.message || `Status ${answer.status}.`, since: [], made: [], item: null, version: 0 });
    this.drop(key);
  }

  later(state) {
    this.tell(state);
    this.timer = setTimeout(() => this.flush(), this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
  }
}
