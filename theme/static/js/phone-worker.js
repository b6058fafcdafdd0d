// The service worker of a page that works without a network: keeps its shell (its HTML without any data, its styles
// and scripts), so that it opens at a door without signal. Never keeps a page or an answer with data in it. The server writes NAME,
// VERSION, PAGE and SHELL before this text.
/* global NAME, VERSION, PAGE, SHELL */
const CACHE = `${NAME}-${VERSION}`;
const PATIENCE = 4000; // at a door with poor signal

addEventListener("install", (event) => event.waitUntil((async () => {
  const cache = await caches.open(CACHE);
  await Promise.all(SHELL.map(async (address) => {
    const answer = await fetch(address, { cache: "no-cache" });
    if (!answer.ok || answer.redirected) throw new Error(address);
    await cache.put(address, answer);
  }));
  await self.skipWaiting();
})()));

addEventListener("activate", (event) => event.waitUntil((async () => {
  const old = (await caches.keys()).filter((name) => name.startsWith(`${NAME}-`) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
})()));

// The network first; the page itself not for longer than PATIENCE. Then what was kept.
async function answerOf(event, address, isOwn) {
  const kept = await (await caches.open(CACHE)).match(address);
  const network = fetch(event.request);
  network.catch(() => {});
  const late = new Promise((resolve) => { setTimeout(resolve, PATIENCE); });
  try {
    const answer = await (kept && isOwn ? Promise.race([network, late]) : network);
    if (!answer || (isOwn && kept && answer.status >= 500)) return kept;
    if (isOwn && answer.ok) {
      const copy = answer.clone();
      event.waitUntil(caches.open(CACHE).then((cache) => cache.put(address, copy)).catch(() => {}));
    }
    return answer;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  // Without a network every page beside it leads to the one that works without.
  if (request.mode === "navigate") event.respondWith(answerOf(event, PAGE, pathname === PAGE));
  else if (SHELL.includes(pathname)) event.respondWith(answerOf(event, pathname, true));
});
