/* The passages of an item: cards, the rationale in them, and the search for more. */

import { make, MarkedText } from "./article.js";
import { ask } from "./server.js";

const STANCE = { supported: "Supports the claim", contradictory: "Contradicts the claim", unsupported: "Does not settle it" };

export class EvidenceList {
  constructor({ onPick, onAdd, say }) {
    this.onPick = onPick;
    this.onAdd = onAdd;
    this.say = say;
    this.at = 0;
    this.element = make("div", { class: "evidence-box" });
  }

  show(item, { canSearch, corpus }) {
    this.item = item;
    this.canSearch = canSearch;
    this.corpus = corpus;
    const dropped = new Set(item.mine?.dropped ?? []);
    const own = item.mine?.evidence ?? [];
    this.passages = [...item.evidence.filter((e) => !own.some((o) => o.id === e.id)), ...own.map((e) => ({ ...e, added: true }))].filter((e) => !dropped.has(e.id));
    this.at = Math.min(this.at, Math.max(0, this.passages.length - 1));
    this.cards = this.passages.map((passage, index) => this.card(passage, index));
    const head = make("h3", {}, item.kind === "promo" ? "Evidence" : `Evidence (${this.passages.length})`);
    this.box = make("div", { class: "search", hidden: true });
    this.element.replaceChildren(
      head,
      this.cards.length ? make("ol", { class: "evidence" }, ...this.cards.map((card) => card.element)) : make("p", { class: "sub" }, "No passage was near enough to show."),
      canSearch ? make("button", { type: "button", class: "quiet", "data-act": "search" }, "Add evidence ", make("kbd", {}, "e")) : "",
      this.box,
    );
    this.focus(this.at, { scroll: false });
  }

  card(passage, index) {
    const quote = make("blockquote", { dir: "auto" });
    const marked = new MarkedText(quote);
    marked.setText(passage.text);
    const mine = this.item.mine?.rationales?.[passage.id];
    const draw = (draft) => marked.render([
      ...(draft ? [] : mine ?? passage.rationale).map((span) => ({ ...span, names: ["rat"] })),
      ...(draft ? draft.parts.map((span) => ({ ...span, names: ["draft"] })) : []),
    ]);
    draw();
    const element = make(
      "li",
      { class: `ev ${passage.stance ? `v-${passage.stance}` : "v-unchecked"}`, "data-index": index, tabindex: -1, onclick: () => this.focus(index, { scroll: false }) },
      make("p", { class: "stance" },
        make("b", {}, passage.added ? "Added by you" : passage.stance ? STANCE[passage.stance] : this.item.blind ? "Stance hidden" : "Not weighed"),
        mine ? make("span", { class: "sub" }, " rationale marked by you") : ""),
      quote,
      make("p", { class: "cite", dir: "auto" }, passage.title),
      make("p", { class: "src" },
        ...passage.facts.map((fact) => make("span", {}, fact)),
        passage.standing === "current" ? "" : make("span", { class: "standing" }, passage.standing_words),
        ...passage.links.map((link) => make("span", {}, make("a", { href: link.url, target: "_blank", rel: "noopener noreferrer" }, link.text)))),
    );
    return { element, marked, draw, passage };
  }

  get current() { return this.cards[this.at]; }

  focus(index, { scroll = true } = {}) {
    this.at = index;
    this.cards.forEach((card, i) => {
      card.element.classList.toggle("on", i === index);
      card.element.toggleAttribute("aria-current", i === index);
    });
    if (scroll && this.cards[index]) this.cards[index].element.scrollIntoView({ block: "nearest" });
    this.onPick?.(this.cards[index]);
  }

  step(by) {
    if (!this.cards.length) { this.say("There is no evidence here."); return; }
    this.focus((this.at + by + this.cards.length) % this.cards.length);
    this.say(`Evidence ${this.at + 1} of ${this.cards.length}: ${this.current.passage.text}`);
  }

  search() {
    if (!this.canSearch) { this.say("No corpus was given to search in."); return; }
    const input = make("input", { type: "search", id: "search-words", value: this.item.reading || this.item.text, maxlength: 500, autocomplete: "off", spellcheck: "false" });
    const results = make("ol", { class: "results", "aria-label": "Passages found" });
    const form = make("form", { class: "row-of", onsubmit: (event) => { event.preventDefault(); this.find(input.value, results); } },
      input, make("button", { class: "quiet" }, "Search"));
    this.box.replaceChildren(make("label", { for: "search-words" }, this.corpus ? `Search ${this.corpus}` : "Search the corpus"), form, results);
    this.box.hidden = false;
    this.box.onkeydown = (event) => this.walk(event, input, results);
    input.focus();
    input.select();
    this.box.scrollIntoView({ block: "nearest" });
  }

  async find(query, results) {
    results.replaceChildren(make("li", { class: "sub" }, "Searching …"));
    let found = null;
    try { found = await ask(`/api/search?q=${encodeURIComponent(query)}`); } catch { /* said below */ }
    if (!found || found.status !== 200) {
      results.replaceChildren(make("li", { class: "sub", role: "alert" }, found ? found.body.message || "The search failed." : "The server cannot be reached; the search needs it."));
      return;
    }
    const here = new Set(this.passages.map((passage) => passage.id));
    const passages = found.body.passages.filter((passage) => !here.has(passage.id));
    results.replaceChildren(...passages.map((passage) => make("li", {},
      make("button", { type: "button", class: "found", onclick: () => this.onAdd(passage) },
        make("span", { class: "snip", dir: "auto" }, passage.text),
        make("span", { class: "sub" }, [passage.title, ...passage.facts].join(" · "))))));
    if (!passages.length) results.replaceChildren(make("li", { class: "sub" }, "Nothing more was found."));
    this.say(`${passages.length} passages found. Arrow keys choose, Enter adds.`);
    results.querySelector("button")?.focus();
  }

  walk(event, input, results) {
    if (event.key === "Escape") { event.stopPropagation(); this.box.hidden = true; document.getElementById("claim")?.focus(); return; }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const stops = [input, ...results.querySelectorAll("button")];
    const to = stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    if (stops[to]) { event.preventDefault(); stops[to].focus(); }
  }
}
