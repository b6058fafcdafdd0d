// The page of a door, kept on this phone as it was last seen (door-worker.js), with when that was: without a network it says so.
/* global said */
const KEY = "doors";
const MOST = 30;
const here = location.pathname;

function known() {
  try { return JSON.parse(localStorage.getItem(KEY)) ?? {}; } catch { return {}; }
}

function show() {
  const seen = known()[here];
  if (!seen) return;
  for (const line of document.querySelectorAll("[data-seen]")) {
    line.textContent = said(line.dataset.seen, line.closest("[lang]").lang, seen);
  }
}

// When it was checked last; of page.js.
function note() {
  const { confirmed } = document.documentElement.dataset;
  if (!confirmed) return;
  const others = Object.entries(known()).filter(([path]) => path !== here);
  const last = Object.fromEntries([...others, [here, confirmed]].slice(-MOST));
  try { localStorage.setItem(KEY, JSON.stringify(last)); } catch { /* private windows keep nothing */ }
  show();
}

document.addEventListener("checked", note);
document.addEventListener("page-changed", show);
show();
note();
const workers = navigator.serviceWorker;
if (workers) {
  // The first time it looked before there was a worker: once more, for it to be kept.
  workers.addEventListener("controllerchange", () => fetch(here).catch(() => {}));
  workers.register("/app/door/sw.js", { scope: "/enterprises/" }).catch(() => {});
}
