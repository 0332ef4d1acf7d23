/* Drawing: the article with its marks, the panel, the bar. */

import { make } from "./article.js";
import { itemHead, labelName, machineView, othersView } from "./panel.js";
import { openDoc } from "./queue.js";
import { $, GONE, article, desk, docs, evidence, panel } from "./state.js";

export async function show() {
  desk.shownAt = performance.now();
  desk.repeatsOn = true;
  evidence.at = 0;
  const mine = desk.task;
  if (!docs.has(desk.task.item.document)) showTask({});
  await openDoc(desk.task.item.document);
  if (desk.task === mine) showTask({});
}

export function showTask({ keepFocus = false }) {
  const item = desk.task.item;
  evidence.show(item, { canSearch: panel.dataset.search === "yes", corpus: panel.dataset.corpus });
  panel.replaceChildren(make("div", { class: "card" },
    ...itemHead(desk.task, { repeatsOn: desk.repeatsOn, onRepeats: (on) => { desk.repeatsOn = on; } }),
    make("div", { id: "writing", hidden: true }),
    machineView(item, panel.dataset.notFalse),
    othersView(item),
    make("div", { id: "history" })),
  item.kind === "claim" ? evidence.element : "");
  panel.scrollTop = 0;
  bar(item);
  $("title").textContent = desk.task.title || desk.doc?.title || desk.doc?.source || "The article";
  drawArticle({ scroll: true });
  if (!keepFocus) {
    $("claim").focus({ preventScroll: true });
    if (innerWidth <= 820) scrollTo(0, 0);
  }
}

export function bar(item) {
  const promo = item?.kind === "promo";
  document.querySelector(".claims-only").hidden = promo;
  document.querySelector(".promo-only").hidden = !promo;
  const accept = document.querySelector('[data-act="accept"].accept');
  const can = item && !item.blind && item.machine?.label;
  accept.disabled = !can;
  accept.className = `act accept ${can ? `v-${item.machine.label}` : ""}`;
  accept.title = can ? `Accept: ${labelName(item.machine.label)}` : "There is no machine’s label to accept";
}

export function marksOf() {
  if (!desk.doc) return [];
  const found = [];
  for (const item of desk.doc.items) {
    if (GONE.has(item.status) || item.id === desk.task?.item.id) continue;
    const names = [item.kind === "promo" ? "p" : "c", item.status === "settled" ? `v-${item.label ?? "unchecked"}` : "open"];
    if (item.id === desk.candidate?.id) names.push("candidate");
    for (const part of item.parts) found.push({ ...part, names, id: item.id });
  }
  const here = desk.draft && desk.draft.purpose !== "rationale" ? desk.draft : null;
  if (desk.task && desk.task.item.document === desk.doc.id) {
    const names = [here?.purpose === "bounds" ? "ghost" : "now"];
    for (const part of desk.task.item.mine?.parts ?? desk.task.item.parts) found.push({ ...part, names, id: desk.task.item.id });
  }
  if (here?.purpose === "split") {
    const at = here.parts[0].start, { start, end } = here.within;
    found.push({ start, end: at, names: ["draft"], edge: "end" }, { start: at, end, names: ["draft", "right"] });
  } else if (here) {
    here.parts.forEach((part, i) => found.push({ ...part, names: ["draft"], edge: i === (here.edge === "end" ? here.parts.length - 1 : 0) ? here.edge : null }));
  }
  return found.filter((mark) => mark.start < mark.end);
}

export function drawArticle({ scroll }) {
  const first = desk.task?.item.parts[0]?.start ?? 0;
  article.render(marksOf(), desk.draft && desk.draft.purpose !== "rationale" ? desk.draft.at : first);
  const target = $("article").querySelector(".draft, .now");
  if (!target || !scroll) return;
  const box = $("article"), inside = target.getBoundingClientRect(), frame = box.getBoundingClientRect();
  if (inside.top < frame.top + 40 || inside.bottom > frame.bottom - 40) box.scrollTop += inside.top - frame.top - frame.height / 3;
}
