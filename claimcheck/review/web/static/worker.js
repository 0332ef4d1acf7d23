/* The service worker: the page opens without the server, with what it had fetched. It never
   answers for the server where something is saved; what waits there is the outbox's. */

const KEPT = "claimcheck-review", DOCUMENTS = 20;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { method, url } = event.request, { origin, pathname } = new URL(url);
  if (origin !== location.origin) return;
  /* Whoever signs out leaves no text behind. */
  if (method === "POST" && pathname === "/logout") event.waitUntil(caches.delete(KEPT));
  if (method !== "GET") return;
  if (pathname.startsWith("/static/")) event.respondWith(fromHere(event.request));
  else if (pathname === "/" || pathname.startsWith("/api/document/")) event.respondWith(fromThere(event.request));
});

/* Files have their version in the address: one that is here is right. */
async function fromHere(request) {
  const kept = await caches.open(KEPT);
  return (await kept.match(request)) ?? keep(kept, request, await fetch(request));
}

/* What may have changed is asked for; the last answer serves while nobody answers. */
async function fromThere(request) {
  const kept = await caches.open(KEPT);
  try { return await keep(kept, request, await fetch(request)); } catch (error) {
    const found = await kept.match(request.url);
    if (found) return found;
    throw error;
  }
}

async function keep(kept, request, answer) {
  if (answer.status === 200 && !answer.redirected) {
    await kept.put(request.url, answer.clone());
    await tidy(kept, new URL(request.url).pathname);
  }
  return answer;
}

/* Only the newest files, and the last documents. */
async function tidy(kept, pathname) {
  const [, folder, version] = pathname.split("/");
  const all = (await kept.keys()).map((request) => ({ request, at: new URL(request.url).pathname }));
  const old = folder === "static"
    ? all.filter(({ at }) => at.startsWith("/static/") && at.split("/")[2] !== version)
    : all.filter(({ at }) => at.startsWith("/api/document/")).slice(0, -DOCUMENTS);
  await Promise.all(old.map(({ request }) => kept.delete(request)));
}
