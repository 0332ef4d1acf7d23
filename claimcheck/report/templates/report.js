(function () {
  "use strict";
  var doc = document, root = doc.documentElement;
  var all = function (q, e) { return Array.prototype.slice.call((e || doc).querySelectorAll(q)); };
  var id = function (name) { return doc.getElementById(name); };
  var narrow = function () { return window.matchMedia("(max-width: 820px)").matches; };
  var SHOW = narrow() ? 4 : 8, RANK = ["contradictory", "unsupported", "unchecked", "supported"];
  var SEVERITY = ["error", "warning", "suggestion"];
  var cards = {}, current = "", order = { c: [], p: [] };
  var numbers = function (el, name) { return (el.getAttribute(name) || "").split(" ").filter(Boolean); };

  var data = JSON.parse(id("data").textContent);
  Object.keys(data).forEach(function (name) {
    var facts = data[name], kind = name.charAt(0);
    cards[name] = {
      el: id(name), kind: kind, key: facts[0], category: facts[1], others: facts[2], html: facts[3] || "",
      text: null, on: true, segments: [], marks: []
    };
    order[kind].push(name);
  });
  /* A note of a long report is kept as text and becomes elements when it is first opened. */
  function build(card) {
    if (!card.el) {
      card.el = doc.adoptNode(new DOMParser().parseFromString(card.html, "text/html").body.firstElementChild);
      id("details").appendChild(card.el);
    }
    return card.el;
  }
  var segments = all("#article .s").map(function (el) {
    var ids = numbers(el, "data-c").map(function (n) { return "c" + n; })
      .concat(numbers(el, "data-p").map(function (n) { return "p" + n; }));
    var segment = { el: el, ids: ids, findings: numbers(el, "data-f"), base: el.className };
    ids.forEach(function (name) { if (cards[name]) cards[name].segments.push(segment); });
    return segment;
  });
  var byElement = new Map(segments.map(function (s) { return [s.el, s]; }));
  all("#article .mk").forEach(function (el) {
    var card = cards[el.getAttribute("href").slice(1)];
    if (card) card.marks.push(el);
  });
  var items = all("#items > li");

  /* ---- selection ---- */
  function say(words) { id("status").textContent = words; }
  function unselect() {
    all("#article .sel, #article .spot").forEach(function (el) { el.classList.remove("sel", "spot"); });
    all("#article .cur").forEach(function (el) { el.classList.remove("cur"); });
    all(".card.on").forEach(function (el) { el.classList.remove("on"); });
    current = "";
  }
  function remember(hash) { try { history.replaceState(null, "", hash || location.pathname + location.search); } catch (e) { /* a page in a frame */ } }
  function select(name, options) {
    var card = cards[name], still = (options || {}).still;
    if (!card) return;
    unselect();
    current = name;
    build(card).classList.add("on");
    card.segments.forEach(function (s) { s.el.classList.add("sel"); });
    card.marks.forEach(function (el) { el.classList.add("cur"); });
    root.classList.add("open");
    id("details").scrollTop = 0;
    var mark = card.marks[0];
    if (mark) {
      mark.focus({ preventScroll: true });
      if (!still) place(mark);
    }
    remember("#" + name);
    announce();
  }
  function place(el) {
    var box = el.getBoundingClientRect(), sheet = narrow();
    var bottom = window.innerHeight * (sheet ? 0.36 : 0.85);
    if (box.top > 110 && box.bottom < bottom) return;
    window.scrollBy(0, box.top - (sheet ? 110 : window.innerHeight * 0.33));
  }
  function close() {
    var mark = current && cards[current].marks[0];
    unselect();
    root.classList.remove("open");
    remember("");
    if (mark) mark.blur();
    announce();
  }
  function shown(kind) { return order[kind].filter(function (name) { return cards[name].on; }); }
  function step(kind, by) {
    var list = shown(kind);
    if (!list.length) { say(kind === "c" ? "No claim is shown." : "No promotional phrase is shown."); return; }
    var at = list.indexOf(current);
    if (at < 0) at = current ? nearest(list, by) : (by > 0 ? -1 : 0);
    select(list[(at + by + list.length) % list.length]);
  }
  function nearest(list, by) {
    /* from a mark of the other kind: go on from its place in the text */
    var here = cards[current].marks[0], before = -1;
    if (!here) return by > 0 ? -1 : 0;
    list.forEach(function (name, i) {
      var mark = cards[name].marks[0];
      if (mark && mark.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING) before = i;
    });
    return by > 0 ? before : before + 1;
  }
  function stepItem() {
    var list = items.filter(function (li) { return !li.classList.contains("out"); });
    var at = list.findIndex(function (li) { return li.getAttribute("data-ref") === current; });
    if (list.length) select(list[(at + 1) % list.length].getAttribute("data-ref"));
  }

  /* ---- filters ---- */
  var filter = { v: new Set(), s: new Set(), k: "", q: "" };
  function text(card) {
    if (card.text === null) {
      card.text = (card.el ? card.el.textContent : card.html.replace(/<[^>]*>/g, " ")
        .replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&#3[49];/g, "'").replace(/&amp;/g, "&")).toLowerCase();
    }
    return card.text;
  }
  function direct(card) {
    if (card.kind === "c") return !filter.v.size || filter.v.has(card.key);
    return (!filter.s.size || filter.s.has(card.key)) && (!filter.k || filter.k === card.category);
  }
  function apply() {
    var byVerdict = filter.v.size > 0, byPromo = filter.s.size > 0 || filter.k !== "";
    Object.keys(cards).forEach(function (name) {
      var card = cards[name], ok = direct(card);
      var crossed = card.kind === "c" ? byPromo : byVerdict;
      if (ok && crossed) ok = card.others.some(function (other) { return direct(cards[other]); });
      if (ok && filter.q) ok = text(card).indexOf(filter.q) >= 0;
      card.on = ok;
      card.marks.forEach(function (el) { el.classList.toggle("off", !ok); });
    });
    segments.forEach(paint);
    fold();
    id("clear").hidden = !(byVerdict || byPromo || filter.q);
    announce();
  }
  function paint(segment) {
    var claims = [], promo = [];
    segment.ids.forEach(function (name) {
      var card = cards[name];
      if (card && card.on) (card.kind === "c" ? claims : promo).push(card.key);
    });
    var worst = function (keys, rank) { return rank.find(function (key) { return keys.indexOf(key) >= 0; }); };
    var name = "s" + (claims.length ? " c v-" + worst(claims, RANK) : "") + (promo.length ? " p s-" + worst(promo, SEVERITY) : "");
    if (segment.ids.indexOf(current) >= 0) name += " sel";
    if (segment.el.className !== name) segment.el.className = name;
  }
  var folded = true;
  function fold() {
    var seen = 0;
    items.forEach(function (li) {
      var on = cards[li.getAttribute("data-ref")].on;
      li.classList.toggle("out", !on);
      if (on) seen += 1;
      li.classList.toggle("folded", on && folded && seen > SHOW);
      li.hidden = !on;
    });
    var more = id("more");
    if (!more) return;
    more.hidden = seen <= SHOW;
    more.textContent = folded ? "Show all " + seen : "Show the first " + SHOW;
  }
  var foundWords = id("found") ? id("found").textContent : "";
  function announce() {
    var card = cards[current], c = shown("c").length, p = shown("p").length;
    var every = c === order.c.length && p === order.p.length;
    var words = c + (c === 1 ? " claim and " : " claims and ") + p + (p === 1 ? " phrase shown, worst first." : " phrases shown, worst first.");
    if (id("found")) id("found").textContent = every ? foundWords : words;
    if (card) {
      var list = shown(card.kind), at = list.indexOf(current) + 1;
      id("count").textContent = (at || "–") + " of " + list.length;
      say((card.kind === "c" ? "Claim " : "Phrase ") + (at || "–") + " of " + list.length + ", " + card.key.replace("unchecked", "not checked"));
    } else say(every ? "" : words);
  }
  function toggle(group, value) {
    if (!filter[group].delete(value)) filter[group].add(value);
    all(".filter").forEach(function (el) {
      el.setAttribute("aria-pressed", String(filter[el.getAttribute("data-filter")].has(el.getAttribute("data-value"))));
    });
    apply();
  }
  function clear() {
    filter = { v: new Set(), s: new Set(), k: "", q: "" };
    id("find").value = "";
    if (id("category")) id("category").value = "";
    all(".filter").forEach(function (el) { el.setAttribute("aria-pressed", "false"); });
    apply();
  }

  /* ---- events ---- */
  doc.addEventListener("click", function (event) {
    var link = event.target.closest('a[href^="#"]');
    if (link) {
      var name = link.getAttribute("href").slice(1);
      if (cards[name]) { event.preventDefault(); select(name, { still: link.classList.contains("mk") }); }
      return;
    }
    var el = event.target.closest("#article .s"), segment = el && byElement.get(el);
    if (!segment || String(window.getSelection())) return;
    var names = segment.ids.filter(function (n) { return cards[n] && cards[n].on; });
    if (!names.length) return;
    select(names[(names.indexOf(current) + 1) % names.length], { still: true });
  });
  all(".filter").forEach(function (el) {
    el.addEventListener("click", function () { toggle(el.getAttribute("data-filter"), el.getAttribute("data-value")); });
  });
  all(".jump").forEach(function (el) {
    var turn = 0;
    el.addEventListener("click", function () {
      var number = el.getAttribute("data-finding");
      var spots = segments.filter(function (s) { return s.findings.indexOf(number) >= 0; });
      all("#article .spot").forEach(function (s) { s.classList.remove("spot"); });
      spots.forEach(function (s) { s.el.classList.add("spot"); });
      if (spots.length) spots[turn++ % spots.length].el.scrollIntoView({ block: "center" });
    });
  });
  var timer = 0;
  id("find").addEventListener("input", function () {
    clearTimeout(timer);
    timer = setTimeout(function () { filter.q = id("find").value.trim().toLowerCase(); apply(); }, 120);
  });
  if (id("category")) id("category").addEventListener("change", function () { filter.k = id("category").value; apply(); });
  id("clear").addEventListener("click", clear);
  id("back").addEventListener("click", close);
  id("prev").addEventListener("click", function () { step(current.charAt(0) || "c", -1); });
  id("next").addEventListener("click", function () { step(current.charAt(0) || "c", 1); });
  if (id("more")) id("more").addEventListener("click", function () { folded = !folded; fold(); });
  function theme() {
    var dark = root.getAttribute("data-theme") ? root.getAttribute("data-theme") === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches;
    root.setAttribute("data-theme", dark ? "light" : "dark");
    try { localStorage.setItem("claimcheck-theme", dark ? "light" : "dark"); } catch (e) { /* storage is off */ }
  }
  function help() { var d = id("help"); if (d.open) d.close(); else d.showModal(); }
  id("theme").addEventListener("click", theme);
  id("helpbtn").addEventListener("click", help);
  id("helpclose").addEventListener("click", help);

  var keys = {
    j: function () { step("c", 1); }, k: function () { step("c", -1); },
    p: function () { step("p", 1); }, P: function () { step("p", -1); },
    n: stepItem, t: theme, u: function () { root.classList.toggle("units"); }, "?": help, "0": clear,
    "/": function () { id("find").focus(); id("find").select(); },
    Escape: close
  };
  ["contradictory", "unsupported", "supported", "unchecked"].forEach(function (key, i) {
    keys[String(i + 1)] = function () { toggle("v", key); };
  });
  doc.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    var field = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (field) {
      if (event.key === "Escape" || (event.key === "Enter" && event.target.id === "find")) event.target.blur();
      return;
    }
    if (id("help").open && event.key !== "?") return;
    if (Object.prototype.hasOwnProperty.call(keys, event.key)) { event.preventDefault(); keys[event.key](); }
  });
  var bar = doc.querySelector(".bar-top");
  function measure() { root.style.setProperty("--bar", bar.offsetHeight + "px"); }
  if (window.ResizeObserver) new ResizeObserver(measure).observe(bar); else measure();
  window.addEventListener("beforeprint", function () {
    all("footer details").forEach(function (el) { el.open = true; });
    /* appended in order, so that a note that was opened early does not come first in print */
    if (order.c.concat(order.p).every(function (name) { return cards[name].el && !cards[name].html; })) return;
    order.c.concat(order.p).forEach(function (name) { id("details").appendChild(build(cards[name])); });
  });
  fold();
  if (cards[location.hash.slice(1)]) {
    select(location.hash.slice(1));
    /* the browser scrolls to the note by itself once the page is loaded; keep its head in view */
    window.addEventListener("load", function () { setTimeout(function () { id("details").scrollTop = 0; }, 0); });
  }
})();
