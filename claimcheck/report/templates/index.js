(function () {
  "use strict";
  var doc = document, root = doc.documentElement, PAGE = 100;
  var id = function (name) { return doc.getElementById(name); };
  /* the first rows stand in the page as it comes: the data is read when something else is asked for */
  var every = null, view = null;
  function all() {
    if (!every) every = JSON.parse(id("data").textContent);
    return every;
  }
  var state = { col: 11, down: true, page: 0, q: "", only: "" };
  var CLASS = { 4: "con", 5: "uns", 6: "sup", 8: "err" }, COLUMNS = [3, 4, 5, 6, 7, 8, 9, 10];
  var lower = null;

  function make(tag, cls, text) {
    var el = doc.createElement(tag);
    if (cls) el.className = cls;
    if (text !== undefined) el.textContent = text;
    return el;
  }
  function row(r) {
    var tr = make("tr"), first = make("td"), title = make("span", "t");
    title.dir = "auto";
    if (r[2]) {
      var a = make("a", "", r[0]);
      a.setAttribute("href", r[2]);
      title.appendChild(a);
    } else title.textContent = r[0];
    first.appendChild(title);
    first.appendChild(make("span", "s", r[1]));
    tr.appendChild(first);
    var risk = make("td");
    risk.appendChild(make("span", "risk " + (r[11] >= 60 ? "high" : r[11] >= 30 ? "mid" : ""), r[11].toFixed(1)));
    tr.appendChild(risk);
    COLUMNS.forEach(function (c) {
      var td = make("td");
      td.appendChild(make("span", r[c] ? CLASS[c] || "" : "z", r[c]));
      tr.appendChild(td);
    });
    return tr;
  }
  function draw() {
    if (!view) view = all();
    var pages = Math.max(1, Math.ceil(view.length / PAGE));
    state.page = Math.min(Math.max(0, state.page), pages - 1);
    var from = state.page * PAGE, part = view.slice(from, from + PAGE), body = doc.createDocumentFragment();
    part.forEach(function (r) { body.appendChild(row(r)); });
    id("rows").replaceChildren(body);
    id("none").hidden = view.length > 0;
    id("where").textContent = view.length ? (from + 1) + "–" + (from + part.length) + " of " + view.length : "0 of " + all().length;
    id("prev").disabled = state.page === 0;
    id("next").disabled = state.page >= pages - 1;
  }
  function kept(r) {
    return !state.only || (state.only === "none" ? r[3] === 0 : r[Number(state.only)] > 0);
  }
  function update() {
    if (state.q && !lower) lower = all().map(function (r) { return (r[0] + "\n" + r[1]).toLowerCase(); });
    view = all().filter(function (r, i) { return kept(r) && (!state.q || lower[i].indexOf(state.q) >= 0); });
    var c = state.col, sign = state.down ? -1 : 1;
    var collator = c === 0 ? new Intl.Collator() : null;
    /* sort() is stable: rows that are equal stay worst first */
    if (c !== 11 || !state.down) view.sort(function (a, b) { return sign * (collator ? collator.compare(a[c], b[c]) : a[c] - b[c]); });
    Array.prototype.forEach.call(doc.querySelectorAll("th[data-col]"), function (th) {
      if (Number(th.getAttribute("data-col")) === c) th.setAttribute("aria-sort", state.down ? "descending" : "ascending");
      else th.removeAttribute("aria-sort");
    });
    state.page = 0;
    draw();
  }
  Array.prototype.forEach.call(doc.querySelectorAll("th[data-col] button"), function (button) {
    button.addEventListener("click", function () {
      var col = Number(button.parentNode.getAttribute("data-col"));
      state.down = state.col === col ? !state.down : col !== 0;
      state.col = col;
      update();
    });
  });
  var timer = 0;
  id("find").addEventListener("input", function () {
    clearTimeout(timer);
    timer = setTimeout(function () { state.q = id("find").value.trim().toLowerCase(); update(); }, 100);
  });
  id("filter").addEventListener("change", function () { state.only = id("filter").value; update(); });
  id("prev").addEventListener("click", function () { state.page -= 1; draw(); });
  id("next").addEventListener("click", function () { state.page += 1; draw(); });
  id("theme").addEventListener("click", function () {
    var dark = root.getAttribute("data-theme") ? root.getAttribute("data-theme") === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches;
    root.setAttribute("data-theme", dark ? "light" : "dark");
    try { localStorage.setItem("claimcheck-theme", dark ? "light" : "dark"); } catch (e) { /* storage is off */ }
  });
  doc.addEventListener("keydown", function (event) {
    if (event.key === "/" && event.target.tagName !== "INPUT" && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); id("find").focus(); }
    if (event.key === "Escape" && event.target.id === "find") event.target.blur();
  });
})();
