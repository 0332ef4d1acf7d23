(function () {
  "use strict";
  var root = document.documentElement, theme = null;
  root.classList.add("js");
  try { theme = localStorage.getItem("claimcheck-theme"); } catch (e) { theme = null; }
  if (theme === "dark" || theme === "light") root.setAttribute("data-theme", theme);
})();
