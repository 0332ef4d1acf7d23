/* Keys of the adjudication page: a number takes that answer, x says that all are wrong. */
const typing = (element) => element.matches("input, textarea, select");
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (typing(event.target)) { if (event.key === "Escape") event.target.blur(); return; }
  const target = [...document.querySelectorAll("[data-key]")].find((element) => element.dataset.key === event.key);
  if (!target) return;
  event.preventDefault();
  const note = document.getElementById("note");
  if (target === note) note.focus();
  else if (event.key === "x" && !note.value.trim()) { note.setAttribute("aria-invalid", "true"); note.placeholder = "Say why all answers are wrong, then press Esc and x again."; note.focus(); }
  else target.click();
});
