// The page of an enterprise as it was last seen: kept sealed on this phone for a day and until somebody signs out, and shown
// without a network with its time. What asks the office is left out, and links lead nowhere: nothing pretends to work.
import { fill } from "./elements.js";
import { Kept, isSupported } from "./phone-kept.js";

const ASKS = "form, button, script, img, svg, nav, .actions, .noprint";
const PLAIN = new Set("a b br dd details div dl dt h1 h2 h3 li ol p section span summary ul".split(" "));
const kept = new Kept("my");

function read(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeType !== Node.ELEMENT_NODE || node.matches(ASKS)) return "";
  return [node.localName, node.className, [...node.childNodes].map(read)];
}

function made(part) {
  if (typeof part === "string") return part;
  const [name, look, inside] = part;
  const node = document.createElement(PLAIN.has(name) ? name : "span");
  node.className = look;
  node.append(...inside.map(made));
  return node;
}

async function keep(own) {
  const { account, seen, worker, scope, shell } = own.dataset;
  navigator.serviceWorker.register(worker, { scope }).catch(() => {});
  fetch(shell).catch(() => {}); // through the worker, which keeps it as it is now, with the phones of today
  await kept.signedIn(account);
  await kept.keepList({ seen, parts: [...own.childNodes].map(read) });
}

async function show(page) {
  const last = await kept.list();
  if (!last) return;
  page.firstElementChild.textContent = fill(page.dataset.seen, last);
  const copy = document.getElementById("copy");
  copy.append(...last.parts.map(made));
  for (const heading of copy.querySelectorAll("h1")) heading.replaceWith(made(["h2", "", [heading.textContent]]));
}

const own = document.getElementById("own");
const page = document.getElementById("last-seen");
if (isSupported && own) keep(own).catch(() => {});
if (isSupported && page) show(page).catch(() => {});
