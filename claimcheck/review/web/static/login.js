/* The link that `claimcheck review serve` shows carries the token after #, which no server sees. */
function enter() {
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  if (!given) return;
  history.replaceState(null, "", location.pathname);
  document.getElementById("token").value = given;
  document.getElementById("sign-in").submit();
}
addEventListener("hashchange", enter); /* the link was opened where this page was already */
enter();
