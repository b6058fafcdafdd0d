// The service worker of the pages that the code on a door opens: keeps each of them as it was last seen, and without a network
// shows that copy as one that nobody can check. The network comes first, and whatever it says is shown. The server writes NAME,
// VERSION and SHELL before this text.
/* global NAME, VERSION, SHELL */
const LOOKS = `${NAME}-looks-${VERSION}`; // styles and scripts
const SEEN = `${NAME}-seen`;
const MOST = 30; // doors
const PATIENCE = 6000; // at a door with poor signal
const DOOR = /^\/enterprises\/[A-Z]{2}-[0-9A-Z]{6}\/$/;

addEventListener("install", (event) => event.waitUntil((async () => {
  const looks = await caches.open(LOOKS);
  await looks.addAll(SHELL.map((address) => new Request(address, { cache: "no-cache" })));
  await self.skipWaiting();
})()));

addEventListener("activate", (event) => event.waitUntil((async () => {
  const old = (await caches.keys()).filter((name) => name.startsWith(`${NAME}-`) && name !== LOOKS && name !== SEEN);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
})()));

async function keep(path, answer) {
  const seen = await caches.open(SEEN);
  await seen.delete(path); // what is put last stands last
  if (answer.status === 200 && !answer.redirected) await seen.put(path, answer);
  const doors = await seen.keys();
  await Promise.all(doors.slice(0, -MOST).map((one) => seen.delete(one)));
}

// It says so before any script of the page has run.
async function unsure(copy) {
  const page = (await copy.text()).replace("<html", '<html class="unsure"');
  const headers = new Headers(copy.headers);
  for (const one of ["Content-Encoding", "Content-Length"]) headers.delete(one);
  return new Response(page, { headers });
}

async function door(event, path) {
  const network = fetch(event.request);
  const isOpened = event.request.mode === "navigate";
  const kept = isOpened && await (await caches.open(SEEN)).match(path);
  const late = new Promise((resolve, reject) => { if (kept) setTimeout(reject, PATIENCE); });
  try {
    const answer = await Promise.race([network, late]);
    if (answer.status < 500) event.waitUntil(keep(path, answer.clone()).catch(() => {}));
    return answer;
  } catch (error) {
    network.catch(() => {});
    if (kept) return unsure(kept);
    throw error;
  }
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (DOOR.test(pathname)) event.respondWith(door(event, pathname));
  else if (SHELL.includes(pathname)) event.respondWith(fetch(request).catch(() => caches.match(pathname)));
});
