// Two reports a day on a poor network. A report is sealed on this phone first and shown as waiting until the server has
// confirmed it; never as sent before. It goes once it is confirmed. Without scripts the same form is sent as a plain form.
import { button, element, fill } from "./elements.js";
import { QUICK, hasEnded, pause, session, signal } from "./office.js";
import { Queue } from "./queue.js";
import { Sealed } from "./sealed.js";
import { readTemperature } from "./temperature.js";

const BEFORE = "kaigong-reports"; // where an earlier version left them in the open, in one list
const box = document.getElementById("waiting");
const form = document.querySelector("form[data-report]");
const panel = document.getElementById("review");
const received = []; // answers of this page's life; not kept
const states = new Map(); // why one still waits, where it is not the network
let sent = ""; // what this page's form holds
let shown = 0;
let timer = 0;
let tries = 0;

const queue = new Queue(new Sealed("queue"), "queue:report:");

// What waits and what was confirmed.
async function show() {
  const turn = ++shown;
  const list = await queue.waiting();
  if (turn !== shown) return; // what was asked for later is shown
  const parts = received.map((said) => element("div", "", { className: "note good" },
    element("h2", box.dataset.kept), ...said.says.map((line) => element("p", line)),
    element("a", box.dataset.look, { href: said.url }), " ", element("a", box.dataset.anew, { href: location.href })));
  if (list.length) parts.push(element("div", "", { className: "note warn" }, element("h2", fill(box.dataset.heading, { n: list.length })), ...list.flatMap(about)));
  box.hidden = !parts.length;
  box.replaceChildren(...parts);
}

function about(one) {
  const says = box.dataset;
  const line = element("p", fill(one.unkept ? says.unkept : says.line, { title: one.title, at: new Date(one.made).toTimeString().slice(0, 5) }));
  if (one.refused) return [line, element("p", says.refused + one.refused, { className: "err" }), button(says.drop, "link", async () => { await queue.drop(one); show(); })];
  const state = states.get(one.client_id);
  return [line, state && element("p", says[state]), state === "ended" && says.signin && element("a", says.signintext, { className: "button", href: says.signin })];
}

// One attempt. Throws when nothing is known: the network, a server that is away or busy.
async function ask(one) {
  const fresh = await session(one.token);
  if (!fresh?.whose) return { state: "ended" };
  if (fresh.whose !== one.whose) return { state: "other" };
  const body = new URLSearchParams(one.body);
  for (const [name, value] of Object.entries({ client_id: one.client_id, csrf_token: fresh.csrf_token, step: "send" })) body.set(name, value);
  const answer = await fetch(one.action, { method: "POST", body, redirect: "manual", headers: { Accept: "application/json" }, signal: signal(QUICK) });
  if (hasEnded(answer)) return { state: "ended" };
  const said = await answer.json(); // what is no JSON is no answer of ours
  if (answer.ok && said.kept === true) return { kept: [one], said };
  if (answer.status === 409 || answer.status === 422) return { refused: [{ client_id: one.client_id, says: said.says || said.faults.map((fault) => fault[1]).join(" ") }] };
  throw new Error(String(answer.status));
}

// One that does not arrive does not hold up those behind it.
async function attempt([one]) {
  const came = await ask(one).catch(() => ({}));
  states.set(one.client_id, came.state);
  if (came.kept) received.push(came.said);
  return came;
}

async function sendAll() {
  const { refused } = await queue.send(attempt, { changed: show });
  if (refused.some((one) => one.client_id === sent)) { form.hidden = false; sent = ""; }
  await show();
  const isLeft = (await queue.waiting()).some((one) => !one.refused && !states.get(one.client_id));
  clearTimeout(timer);
  tries = isLeft ? tries + 1 : 0;
  if (isLeft) timer = setTimeout(sendAll, pause(tries));
}

const now = () => { tries = 0; sendAll(); };

// The form as it is filled in: what is wrong and where, what was understood, and the body to send.
function understand() {
  const says = form.dataset;
  const faults = [];
  const lines = [];
  const wrong = (input, text) => faults.push([input, text]);
  const people = [...(document.getElementById("people")?.options ?? [])].map((option) => option.value);
  const body = new URLSearchParams(new FormData(form));
  const read = (input) => {
    const value = readTemperature(input.value, Number(says.from), Number(says.to));
    if (typeof value === "number") return value;
    if (value !== "empty") wrong(input, says[value]);
    return null;
  };
  const words = (celsius, ...more) => [celsius === null ? "" : `${celsius.toFixed(1)} ℃${celsius >= Number(says.fever) ? `（${says.hot}）` : ""}`, ...more].filter(Boolean).join("，") || says.unread;
  for (const row of form.querySelectorAll("[data-staying]")) {
    const name = row.dataset.staying;
    const input = row.querySelector("input[type=text]");
    const before = faults.length;
    const celsius = read(input);
    const how = row.querySelector("input[type=radio]:checked")?.value;
    if (!how) wrong(row.querySelector("input[type=radio]"), fill(says.how, { name }));
    else if (how === "unread" && celsius !== null) wrong(row.querySelector("input[type=radio]"), fill(says.both, { name }));
    else if (how !== "unread" && celsius === null && faults.length === before) wrong(input, fill(says.empty, { name }));
    lines.push([row.querySelector("legend").textContent, words(celsius, how === "unread" ? "" : says[how])]);
  }
  let named = 0;
  const taken = new Set();
  for (const row of form.querySelectorAll("[data-exception]")) {
    const [who, temperature] = row.querySelectorAll("input[type=text]");
    const [unwell, absent] = row.querySelectorAll("input[type=checkbox]");
    if (![who.value, temperature.value].some((text) => text.trim()) && !unwell.checked && !absent.checked) continue;
    named += 1;
    const before = faults.length;
    const celsius = read(temperature);
    const typed = who.value.trim();
    const number = /^\d+/.exec(typed.normalize("NFKC"))?.[0];
    let fits = people.filter((one) => (number ? one.split(" ")[0] === String(Number(number)) : one.slice(one.indexOf(" ") + 1) === typed));
    if (!fits.length && !number && typed) fits = people.filter((one) => one.slice(one.indexOf(" ") + 1).includes(typed));
    const staying = [...form.querySelectorAll("[data-staying] legend")].find((one) => number && one.textContent.split(" ")[0] === number);
    if (!typed) wrong(who, says.who);
    else if (staying) wrong(who, fill(says.twice, { name: typed }));
    else if (fits.length > 1) wrong(who, fill(says.several, { name: typed, several: fits.slice(0, 9).join("、") }));
    else if (!fits.length && says.complete) wrong(who, fill(says.nowho, { name: typed }));
    else if (taken.has(fits[0] ?? typed)) wrong(who, fill(says.twice, { name: typed }));
    else if (celsius === null && !unwell.checked && !absent.checked && faults.length === before) wrong(temperature, says.nothing);
    taken.add(fits[0] ?? typed);
    if (fits.length === 1) body.set(who.name, fits[0].split(" ")[0]); // the number alone is stored
    lines.push([fits[0] ?? typed, words(celsius, unwell.checked ? says.unwell : "", absent.checked ? says.absent : "")]);
  }
  const rest = form.querySelector("input[name=rest]");
  if (rest) {
    const chosen = body.get("rest");
    if (!chosen) wrong(rest, says.rest);
    else if (chosen === "nobody" && named) wrong(rest, says.nobody);
    lines.push([chosen === "nobody" ? says.none : fill(says.others, { n: Number(says.count) - named }), ""]);
  }
  return { faults, lines, body };
}

// What is wrong, at its field and in the summary, which takes focus.
function tell(faults) {
  for (const old of form.querySelectorAll(".err")) old.remove();
  for (const old of form.querySelectorAll(".bad")) old.classList.remove("bad");
  for (const old of form.querySelectorAll("[aria-invalid]")) { old.removeAttribute("aria-invalid"); old.removeAttribute("aria-describedby"); }
  const list = document.querySelector("#summary ul");
  list.replaceChildren();
  for (const [input, text] of faults) {
    const id = `${input.id}-error`;
    const field = input.closest(".field");
    const error = element("p", "", { className: "err", id }, element("span", form.dataset.error, { className: "sr" }), text);
    (input.type === "radio" ? field.querySelector("legend") : field.querySelector("label")).after(error);
    field.classList.add("bad");
    const closed = field.closest("details");
    if (closed) closed.open = true;
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", id);
    list.append(element("li", "", {}, element("a", text, { href: `#${input.id}` })));
  }
  list.parentElement.hidden = !faults.length;
  if (faults.length) list.parentElement.focus();
}

function review(event) {
  if (event.submitter?.value === "more") return;
  event.preventDefault();
  if (event.submitter?.name === "rest") form.querySelector("input[name=rest][value=well]").checked = true;
  const { faults, lines } = understand();
  tell(faults);
  if (faults.length) return;
  panel.querySelector("ul").replaceChildren(...lines.map(([who, what]) => element("li", "", {}, element("span", who), element("b", what))));
  form.hidden = true;
  panel.hidden = false;
  panel.querySelector("h2").focus();
}

async function keep() {
  const { body } = understand();
  body.delete("csrf_token");
  body.set("written_at", new Date().toISOString());
  panel.hidden = true;
  const one = await queue.add({ title: form.dataset.title, action: form.getAttribute("action"), token: box.dataset.token, whose: body.get("whose"), body: String(body) });
  sent = one.client_id;
  await show();
  now();
}

// What an earlier version left in the open: in one list, or each at a place of its own.
async function adopt() {
  for (const { id, written, state, says, ...one } of JSON.parse(localStorage.getItem(BEFORE)) ?? []) {
    localStorage.setItem(queue.prefix + id, JSON.stringify({ ...one, client_id: id, made: Date.parse(written), ...(state === "refused" && { refused: says }) }));
  }
  localStorage.removeItem(BEFORE);
  await queue.adopt(queue.prefix);
}

if (form && panel) {
  form.addEventListener("submit", review);
  panel.querySelector("[data-send]").addEventListener("click", keep);
  panel.querySelector("[data-back]").addEventListener("click", () => { panel.hidden = true; form.hidden = false; });
}
if (box) {
  await adopt();
  show();
  now();
  addEventListener("online", now);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) now(); });
}
