/* What is said of one item: the claim, the machine's view, others' answers; and both versions of a conflict. */

import { make } from "./article.js";

const GLYPH = { supported: "✓", unsupported: "?", contradictory: "✗", not_a_claim: "∅", promotional: "!", not_promotional: "✓" };
const LABELS = { supported: "Supported", unsupported: "Unsupported", contradictory: "Contradictory", not_a_claim: "Not a claim", promotional: "Promotional", not_promotional: "Not promotional" };

export function labelName(label) { return LABELS[label] ?? "Not checked"; }

export function chip(label, words) {
  return make("span", { class: `chip v-${label ?? "unchecked"}` }, make("span", { class: "g", "aria-hidden": "true" }, GLYPH[label] ?? "–"), words ?? labelName(label));
}

function quoted(parts) { return parts.map((part) => part.quote).join(" … "); }

export function itemHead(task, { repeatsOn, onRepeats }) {
  const item = task.item, what = item.kind === "promo" ? "Promotional span" : "Claim";
  const parts = item.mine?.parts ?? item.parts;
  const reading = item.mine?.reading ?? item.reading;
  return [
    make("p", { class: "badges" },
      make("b", {}, what + (item.category ? `: ${item.category}` : "")),
      task.random ? make("span", { class: "badge", title: "Drawn at random: such items give an honest sample" }, "Random draw") : "",
      item.origin !== "machine" ? make("span", { class: "badge" }, "Added by a person") : "",
      item.target > 1 ? make("span", { class: "badge" }, `${item.finished} of ${item.target} answers`) : "",
      item.status !== "open" ? make("span", { class: "badge" }, item.status === "settled" ? `Settled: ${item.label_words || "all wrong"}` : STATUS[item.status]) : "",
      item.mine?.label ? make("span", { class: "badge mine" }, `You: ${item.mine.words || labelName(item.mine.label)}`) : ""),
    make("h2", { id: "claim", tabindex: "-1", dir: "auto", class: "quoted" }, quoted(parts)),
    reading && reading !== item.text ? make("p", { class: "reading" }, make("span", {}, "Read as"), " ", make("span", { dir: "auto" }, reading)) : "",
    item.repeats ? make("label", { class: "check repeats" },
      make("input", { type: "checkbox", id: "repeats", checked: repeatsOn, onchange: (event) => onRepeats(event.target.checked) }),
      ` Settle ${item.repeats === 1 ? "its repeat" : `its ${item.repeats} repeats`} too `, make("kbd", {}, "g")) : "",
    item.mine?.note ? make("p", { class: "note", dir: "auto" }, make("span", { class: "what" }, "Your note"), ` ${item.mine.note}`) : "",
  ];
}

export function machineView(item, notFalse) {
  if (item.blind) return make("p", { class: "machine hiddenview" }, make("b", {}, "Blind."), " What the machine says is shown once you have answered.");
  const said = item.machine;
  if (!said) return "";
  return make("div", { class: `machine v-${said.label ?? "unchecked"}` },
    make("p", {}, make("span", { class: "what" }, "The machine says"), " ", chip(said.label, said.words),
      said.percent === null ? "" : make("span", { class: "sub" }, ` ${surely(said)}`)),
    make("p", { class: "why", dir: "auto" }, said.why),
    ...said.qualifiers.map((words) => make("p", { class: "qual", dir: "auto" }, words)),
    said.label === "unsupported" && !/not make/.test(said.why) ? make("p", { class: "sub" }, notFalse) : "");
}

/* A share below one half reads as its opposite; then the words alone are shown. */
function surely({ percent, sure }) { return [percent >= 50 || !sure ? `${percent} %` : "", sure].filter(Boolean).join(", "); }

export function othersView(item) {
  if (!item.others.length) return "";
  return make("ul", { class: "others-said" }, ...item.others.map((answer) => make("li", {}, chip(answer.label, answer.words), ` ${answer.actor}`, answer.note ? make("span", { class: "sub", dir: "auto" }, ` ${answer.note}`) : "")));
}

export function historyView(entries) {
  return make("ol", { class: "history" }, ...entries.map((entry) => make("li", { class: entry.standing ? "" : "undone" },
    make("time", { datetime: entry.at }, entry.at.slice(0, 16).replace("T", " ")), ` ${entry.actor} ${entry.words}${entry.note ? `: ${entry.note}` : ""}${entry.standing ? "" : " (taken back)"}`)));
}

const STATUS = { open: "Not settled", disputed: "Answers differ", settled: "Settled", replaced: "Split or merged into others", withdrawn: "Taken back" };
const DID = { bounds: "Boundaries", reading: "Restated", note: "Note", split: "Split into", merge: "Merged into", missed: "Missed claim", add_promo: "Promotional span", rationale: "Rationale", evidence: "Added evidence", drop_evidence: "Took evidence away", skip: "Skipped", undo: "Took something back", accept: "Accepted the machine’s answer" };

/* An event of one's own in words: one's version in a conflict. */
export function eventView(event) {
  const value = event.new ?? {};
  if (event.action === "label") return make("p", {}, chip(value.label));
  const words = value.reading ?? value.text ?? value.evidence?.text ?? (value.parts ? quoted(value.parts.flat()) : value.spans ? quoted(value.spans) : "");
  return make("p", {}, make("span", { class: "what" }, DID[event.action] ?? event.action), words ? ` ${words}` : "");
}

export function standingView(item, since) {
  return [
    make("p", {}, item.label || item.status === "settled" ? chip(item.label, item.label_words || "All wrong") : make("b", {}, STATUS[item.status])),
    make("p", { class: "quote", dir: "auto" }, quoted(item.parts)),
    othersView(item),
    since.length ? historyView(since) : make("p", { class: "sub" }, "Somebody else worked on it. What they said stays hidden until you have answered."),
  ];
}
