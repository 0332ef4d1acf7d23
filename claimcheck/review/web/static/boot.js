/* Before the page is painted: the theme that was chosen. */
"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const key = "claimcheck-theme";
  let theme = null;
  try { theme = localStorage.getItem(key); } catch { /* storage is switched off */ }
  if (theme === "dark" || theme === "light") root.dataset.theme = theme;
  addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme");
    if (!button) return;
    button.addEventListener("click", () => {
      const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
      try { localStorage.setItem(key, root.dataset.theme); } catch { /* as above */ }
    });
  });
})();
