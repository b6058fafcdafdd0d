// The list of today and every form of it on a phone, with or without a network. What is written here is kept on the phone
// first, shown as waiting, and never as sent before the server confirmed it. What kind of work it is says who calls work():
// begin(one) gives the fields a form starts with and what else an entry carries; outcome(entry) what came of it, in words;
// prepare and missing are of phone-form.js; next(entry) when somebody tries again, or nothing; taps the outcomes that are
// noted by one tap, as [code, words].
import { button, element, fill } from "./elements.js";
import { pause, session } from "./office.js";
import { newId } from "./sealed.js";
import { doorForm } from "./phone-form.js";
import { Kept, isSupported } from "./phone-kept.js";
import { sendAll } from "./phone-send.js";

const root = document.getElementById("phone");
const says = root.dataset;
const kept = new Kept(says.store);
const part = (name) => root.querySelector(`[data-part="${name}"]`);
export const blank = document.getElementById("blank");
let kind = null;
const HOLD = 4000; // a slip of the finger can be taken back before it is sent
const now = { came: false, leaving: false, me: "", held: null, mine: [], others: 0, state: "", sent: [], ready: false, open: "", entry: null };
let tries = 0;
let timer = 0;

const inOffice = () => new Intl.DateTimeFormat("sv-SE", { timeZone: now.held?.zone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" });
const local = (moment) => inOffice().format(moment).replace(" ", "T"); // 2020-03-05T09:42:07, whatever the phone is set to
const officeNow = () => Date.now() + (now.held ? Date.parse(now.held.now) - now.held.fetched : 0);
const clock = (text) => (text.slice(0, 10) === local(officeNow()).slice(0, 10) ? text.slice(11, 16) : `${window.dayIn(document.documentElement.lang, text.slice(0, 10))} ${text.slice(11, 16)}`);

const tell = (text) => { part("told").textContent = text; };

const tellKept = (entry) => tell([fill(says.kept, { name: entry.name, outcome: kind.outcome(entry) }), entry.next && fill(says.again, { when: entry.next })].filter(Boolean).join(" · "));

// Pressed twice it is done: what somebody wrote does not go by one slip.
const twice = (text, className, act) => {
  const made = button(text, className, () => {
    if (made.dataset.asked) { act(); return; }
    made.dataset.asked = "1";
    made.textContent = says.sure;
  });
  return made;
};

async function look() {
  now.me = await kept.account();
  now.held = await kept.list();
  ({ mine: now.mine, others: now.others } = await kept.waiting(now.me));
}

function line(entry) {
  const photos = entry.photos.length ? fill(says.photos, { n: entry.photos.length }) : "";
  const went = fill(says.went, { at: clock(entry.at) });
  return [kind.outcome(entry), went, entry.next && fill(says.again, { when: entry.next }), photos].filter(Boolean).join(" · ");
}

async function remove(entry) {
  await kept.queue.drop(entry);
  tell("");
  await renew();
}

function row(entry, isLeaving) {
  const made = element("li", "", {}, element("b", entry.name));
  if (entry.draft) made.append(element("span", says.draft, { className: "what" }));
  if (entry.refused) made.append(element("span", says.refused + entry.refused, { className: "err what" }));
  const actions = element("span", "", { className: "do" });
  if (entry.draft || entry.refused) actions.append(button(entry.draft ? says.goon : says.mend, "link", () => { now.entry = entry; location.hash = entry.reference; }));
  actions.append(entry.quick && !isLeaving ? button(says.undo, "link", () => remove(entry)) : twice(says.drop, "link", () => remove(entry)));
  made.firstChild.after(actions, element("span", line(entry), { className: "what" }));
  return made;
}

function showQueue() {
  const box = part("queue");
  const unsent = now.mine.filter((entry) => !entry.draft && !entry.refused);
  const parts = [];
  if (now.mine.length) {
    parts.push(element("h2", unsent.length ? fill(says.waiting, { n: unsent.length }) : says.open));
    parts.push(element("ul", "", { className: "list" }, ...now.mine.map((entry) => row(entry, false))));
    if (unsent.length) parts.push(button(says.sendnow, "button", () => send(true)));
  }
  if (now.others) parts.push(element("p", fill(says.others, { n: now.others })));
  box.hidden = !parts.length;
  box.replaceChildren(...parts);
}

function showSent() {
  const box = part("sent");
  box.hidden = !now.sent.length;
  box.replaceChildren(element("h2", says.sent), element("ul", "", { className: "list" }, ...now.sent.map(([entry, said]) => element("li", "", {},
    element("a", entry.name, { href: said.url }), element("span", says.arrived, { className: "tag valid" }),
    element("span", [kind.outcome(entry), fill(says.times, { at: clock(said.at), received: clock(said.received) })].join(" · "), { className: "what" }),
    said.conflict && element("span", says.conflict, { className: "what err" }),
    said.told && element("span", said.told, { className: "what err" })))));
}

function showState() {
  const lines = [];
  if (now.state === "away") lines.push(says.away);
  if (now.held) lines.push(fill(says.fetched, { at: clock(local(Date.parse(now.held.now))) }));
  else if (now.state !== "") lines.push(says.nolist);
  if (now.ready && now.held) lines.push(says.ready);
  part("state").replaceChildren(...lines.map((text) => element("p", text)));
  part("signin").hidden = now.state !== "ended";
}

function stop(one, n) {
  const entry = now.mine.filter((each) => each.reference === one.reference).pop();
  const id = `stop-${n}`;
  const what = element("span", [one.place, one.why, one.last].filter(Boolean).join(" · "), { className: "what" });
  const noted = entry && element("span", entry.draft ? says.draft : says.noted, { className: "tag wait" });
  if (!kind.taps.length) {
    const opens = element("button", "", { type: "button", className: "stop", onclick: () => { location.hash = one.reference; } }, element("b", one.name), what);
    return element("li", "", {}, opens, noted);
  }
  const opener = element("button", "", { type: "button", className: "stop", expanded: false, controls: id, onclick: () => {
    const wasOpen = !choices.hidden;
    fold();
    choices.hidden = wasOpen;
    opener.setAttribute("aria-expanded", String(!wasOpen));
  } }, element("b", one.name), what);
  const taps = kind.taps.map(([outcome, text]) => button(text, "button second", () => record(one, outcome)));
  const choices = element("div", "", { id, className: "taps", hidden: true }, ...taps, button(says.whole, "button second", () => { location.hash = one.reference; }));
  return element("li", "", {}, opener, noted, choices);
}

// One is open at a time.
function fold() {
  for (const opener of part("stops").querySelectorAll("[aria-expanded=true]")) {
    opener.setAttribute("aria-expanded", "false");
    document.getElementById(opener.getAttribute("aria-controls")).hidden = true;
  }
}

function showStops() {
  const stops = now.held?.stops ?? [];
  const parts = [];
  let under = null;
  let ul = null;
  stops.forEach((one, n) => {
    const heading = [one.grid, one.address].filter(Boolean).join(" · ");
    if (heading !== under) {
      ul = element("ul", "", { className: "list" });
      parts.push(element("h2", heading, { className: "at" }), ul);
      under = heading;
    }
    ul.append(stop(one, n));
  });
  if (now.held && !stops.length) parts.push(element("p", says.nobody, { className: "note good" }));
  if (now.held?.more) parts.push(element("p", fill(says.more, { n: stops.length }), { className: "src" }));
  part("stops").replaceChildren(...parts);
}

// Shown anew, what was opened stays open and what had the focus has it again.
function showStopsAgain() {
  const by = (id) => id && part("stops").querySelector(`[aria-controls="${id}"]`);
  const opened = part("stops").querySelector(".stop[aria-expanded=true]")?.getAttribute("aria-controls");
  const focused = document.activeElement?.getAttribute("aria-controls");
  showStops();
  by(opened)?.click();
  by(focused)?.focus();
}

function show() {
  showState();
  showQueue();
  showSent();
  showStopsAgain();
  if (now.open === "leave") showLeave();
}

async function renew() {
  await look();
  show();
}

// Two taps: the enterprise, the outcome.
async function record(one, outcome) {
  if (now.recording) return; // a finger that trembles
  now.recording = true;
  const entry = { ...begun(one), quick: true, hold: Date.now() + HOLD };
  entry.fields.push(["outcome", outcome]);
  goAgain(entry);
  const isKept = await keep(entry);
  now.recording = false;
  if (!isKept) return;
  tellKept(entry);
  fold();
  await renew();
  focusNext(one.reference);
  send();
}

const begun = (one) => ({ client_id: newId(), account: now.me, reference: one.reference, name: one.name, base: one.base, at: local(officeNow()), made: Date.now(), hold: 0, fields: [], photos: [], too_large: says.large, ...kind.begin(one, now.held) });

function goAgain(entry) {
  const next = kind.next(entry, now.held);
  if (next) entry.fields.push(["next_try", next[0]]);
  entry.next = next?.[1];
}

// One after the other, so that nothing older is written over what is newer. Tells whether it is kept.
let keeping = Promise.resolve();
function keep(entry, added) {
  keeping = keeping.then(() => kept.queue.put(entry, added)).then(() => true, () => {
    tell(says.full); // no room, or a private window: it is still on the page
    return false;
  });
  return keeping;
}

// The next door that nothing is noted of, by building and floor.
function focusNext(reference) {
  const stops = now.held?.stops ?? [];
  const noted = new Set(now.mine.map((entry) => entry.reference));
  const after = stops.findIndex((one) => one.reference === reference);
  const next = stops.findIndex((one, n) => n > after && !noted.has(one.reference));
  const found = document.querySelector(`[aria-controls="stop-${next < 0 ? after : next}"]`);
  found?.focus();
}

// The whole form; saved, it waits like every other.
function openForm(one, entry) {
  now.entry = entry;
  const head = element("h2", entry.name, { tabIndex: -1 });
  const dropPhoto = (name) => kept.queue.dropPhoto(name);
  const form = doorForm(blank, entry, { says, prepare: kind.prepare, missing: (made) => kind.missing(made, says), keep, dropPhoto, saved: async () => {
    goAgain(entry);
    if (!(await keep(entry))) {
      entry.draft = true;
      return false;
    }
    tellKept(entry);
    now.entry = null;
    fold();
    close();
    send();
    return true;
  } });
  part("form").replaceChildren(element("p", "", { className: "crumbs" }, button(says.back, "link", close)), head, element("p", [one?.address, one?.place].filter(Boolean).join(" · ")), form);
  head.focus();
}

// Signing out with something unsent: what it is, and each way said in words.
function showLeave() {
  const box = part("leave");
  const actions = element("div", "", { className: "actions" });
  const parts = [element("h2", now.mine.length ? fill(says.leaving, { n: now.mine.length }) : says.leavenow, { tabIndex: -1 })];
  if (now.mine.length) {
    parts.push(element("ul", "", { className: "list" }, ...now.mine.map((entry) => row(entry, true))), element("p", says.leaveabout));
    if (now.mine.some((entry) => !entry.draft && !entry.refused)) actions.append(button(says.sendnow, "button", () => send(true)));
  }
  actions.append(button(now.mine.length ? says.leavekeep : says.leave, "button second", signOut), button(says.stay, "link", close));
  parts.push(actions);
  box.replaceChildren(...parts);
}

async function signOut() {
  await kept.forget();
  await renew();
  try {
    const fresh = await session(says.token);
    if (!fresh) { location.href = says.signin; return; }
    const form = element("form", "", { method: "post", action: says.signout }, element("input", "", { type: "hidden", name: "csrf_token", value: fresh.csrf_token }));
    document.body.append(form);
    form.submit();
  } catch {
    now.leaving = true; // as soon as there is a network
    tell(says.leaveaway);
    if (location.hash) close();
  }
}

// Back to the list: the way the phone's own button leads.
function close() {
  if (now.came) history.back();
  else location.hash = "";
}

// What the address asks for: the list, the form of one enterprise, or signing out.
// Asked again meanwhile, the last one alone answers: a form that is opened twice loses what was ticked in the first.
async function route(event) {
  const turn = (now.turn = (now.turn ?? 0) + 1);
  now.came = Boolean(event);
  await look();
  if (turn !== now.turn) return;
  now.open = decodeURIComponent(location.hash.slice(1));
  const one = now.held?.stops.find((each) => each.reference === now.open);
  const unfinished = now.entry?.reference === now.open ? now.entry : now.mine.find((entry) => entry.reference === now.open && entry.draft);
  const isForm = now.me && (one || unfinished);
  if (now.open && now.open !== "leave" && !isForm) { history.replaceState(null, "", location.pathname); now.open = ""; }
  for (const name of ["form", "leave"]) part(name).hidden = true;
  part("day").hidden = Boolean(now.open);
  show();
  if (now.open === "leave") {
    part("leave").hidden = false;
    tell("");
    part("leave").querySelector("h2").focus();
  } else if (now.open) {
    part("form").hidden = false;
    tell("");
    openForm(one, unfinished ? { ...unfinished, draft: true } : { ...begun(one), draft: true });
  }
}

async function send(early = false) {
  clearTimeout(timer);
  const came = await sendAll(kept, { token: says.token, send: says.send }, { early, changed: renew });
  now.sent.unshift(...came.kept);
  if (came.state || came.kept.length) now.state = came.state;
  tries = came.state === "away" ? tries + 1 : 0;
  await renew();
  if (came.kept.length && !came.state) await refresh();
  const rest = now.mine.filter((entry) => !entry.draft && !entry.refused);
  if (!rest.length && now.open === "leave" && came.kept.length && !now.mine.length) { signOut(); return; }
  if (!rest.length || came.state === "ended") return;
  const held = Math.max(0, Math.min(...rest.map((entry) => entry.hold)) - Date.now());
  timer = setTimeout(send, Math.max(held, came.state === "away" ? pause(tries) : 500));
}

// The list afresh, and whose phone this is now.
async function refresh() {
  try {
    const answer = await session(says.list);
    now.state = answer ? "here" : "ended";
    if (answer) {
      await kept.signedIn(answer.account);
      await kept.keepList(answer);
    }
  } catch {
    now.state = "away";
  }
  await renew();
}

async function again() {
  tries = 0;
  if (now.leaving) { await signOut(); return; }
  await refresh();
  await send();
}

export async function work(given) {
  if (!isSupported) return;
  kind = given;
  document.getElementById("plain").hidden = true;
  root.hidden = false;
  const leave = document.querySelector("[data-signout]");
  leave.hidden = false;
  leave.addEventListener("click", async () => { await look(); if (now.mine.length) location.hash = "leave"; else signOut(); });
  navigator.serviceWorker.register(says.worker, { scope: says.scope }).catch(() => {});
  navigator.serviceWorker.ready.then(() => { now.ready = true; showState(); });
  navigator.storage?.persist?.();
  addEventListener("hashchange", route);
  addEventListener("online", again);
  addEventListener("offline", () => { now.state = "away"; showState(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) again(); });
  await route();
  await again();
}
