/* The tasks fetched ahead, kept where the service worker keeps the page: a reload without the server
   goes on with them. Signing out drops both. */

const KEPT = "claimcheck-review";
const address = (person) => `/ahead/${encodeURIComponent(person)}`;

export async function register() {
  if (!navigator.serviceWorker) return; /* not over https: then a reload needs the server */
  const only = { createScriptURL: () => "/worker.js" };
  const policy = globalThis.trustedTypes ? trustedTypes.createPolicy("worker", only) : only;
  try {
    await navigator.serviceWorker.register(policy.createScriptURL(""));
    if (navigator.serviceWorker.controller) return;
    /* The first visit: what came before the worker did is put where it looks. */
    await navigator.serviceWorker.ready;
    const came = performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => /\/static\/|\/api\/document\//.test(name));
    await (await caches.open(KEPT)).addAll(["/", ...new Set(came)]);
  } catch { /* storage or workers are switched off: then, too, a reload needs the server */ }
}

export async function keepAhead(person, tasks) {
  try { await (await caches.open(KEPT)).put(address(person), new Response(JSON.stringify(tasks))); } catch { /* storage is switched off */ }
}

export async function keptAhead(person) {
  try { return (await (await caches.match(address(person)))?.json()) ?? []; } catch { return []; }
}
