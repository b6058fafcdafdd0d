// Two reports a day on a poor network. A report is written to this phone first and shown as waiting until the server has
// confirmed it; never as sent before. Only numbers and readings are stored, no names, and they go once it is confirmed.
// Without scripts the same form is sent as a plain form.
const STORE = "kaigong-reports";
const box = document.getElementById("waiting");
const form = document.querySelector("form[data-report]");
const panel = document.getElementById("review");
const received = []; // answers of this page's life; not kept
let sending = false;
let timer = 0;
let tries = 0;

const stored = () => { try { return JSON.parse(localStorage.getItem(STORE)) || []; } catch { return []; } };
const store = (list) => (list.length ? localStorage.setItem(STORE, JSON.stringify(list)) : localStorage.removeItem(STORE));
const change = (id, values) => store(stored().map((one) => (one.id === id ? { ...one, ...values } : one)));
const drop = (id) => store(stored().filter((one) => one.id !== id));
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
const clock = (at) => { const d = new Date(at); return [d.getHours(), d.getMinutes()].map((n) => String(n).padStart(2, "0")).join(":"); };
const unique = () => crypto.randomUUID?.() ?? [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join("");

function element(name, text, more = {}) {
  const made = Object.assign(document.createElement(name), more);
  made.textContent = text;
  return made;
}

// What waits and what was confirmed.
function show() {
  const list = stored();
  const parts = [];
  for (const said of received) {
    const note = element("div", "", { className: "note good" });
    note.append(element("h2", box.dataset.kept), ...said.says.map((line) => element("p", line)));
    note.append(element("a", box.dataset.look, { href: said.url }), " ", element("a", box.dataset.anew, { href: location.href }));
    parts.push(note);
  }
  if (list.length) {
    const note = element("div", "", { className: "note warn" });
    note.append(element("h2", fill(box.dataset.heading, { n: list.length })));
    for (const one of list) {
      note.append(element("p", fill(box.dataset.line, { title: one.title, at: clock(one.written) })));
      if (one.state === "refused") note.append(element("p", box.dataset.refused + one.says, { className: "err" }));
      else if (one.state) note.append(element("p", box.dataset[one.state]));
      if (one.state === "ended" && box.dataset.signin) note.append(element("a", box.dataset.signintext, { className: "button", href: box.dataset.signin }));
      if (one.state === "refused") note.append(element("button", box.dataset.drop, { type: "button", className: "link", onclick: () => { drop(one.id); show(); } }));
    }
    parts.push(note);
  }
  box.hidden = !parts.length;
  box.replaceChildren(...parts);
}

// One attempt. Throws when nothing is known: the network, a server that is away or busy.
async function attempt(one) {
  const signal = () => AbortSignal.timeout?.(20000);
  const token = await fetch(one.token, { cache: "no-store", redirect: "error", signal: signal() });
  if (!token.ok) throw new Error("no token");
  const fresh = await token.json();
  if (!fresh.whose) return { state: "ended" };
  if (fresh.whose !== one.whose) return { state: "other" };
  const body = new URLSearchParams(one.body);
  body.set("csrf_token", fresh.csrf_token);
  body.set("step", "send");
  const answer = await fetch(one.action, { method: "POST", body, redirect: "manual", headers: { Accept: "application/json" }, signal: signal() });
  if (answer.type === "opaqueredirect" || answer.status === 401) return { state: "ended" };
  const said = await answer.json(); // what is no JSON is no answer of ours
  if (answer.ok && said.kept === true) return { kept: said };
  if (answer.status === 409 || answer.status === 422) return { state: "refused", says: said.says || said.faults.map((fault) => fault[1]).join(" ") };
  throw new Error(String(answer.status));
}

async function sendAll() {
  clearTimeout(timer);
  if (sending) return;
  sending = true;
  let again = false;
  for (const one of stored()) {
    if (one.state === "refused") continue;
    try {
      const came = await attempt(one);
      if (came.kept) {
        drop(one.id);
        received.push(came.kept);
      } else {
        change(one.id, came);
        if (came.state === "refused" && form && form.dataset.sent === one.id) { form.hidden = false; form.dataset.sent = ""; }
      }
    } catch {
      change(one.id, { state: "" });
      again = true;
    }
    show();
  }
  sending = false;
  tries = again ? tries + 1 : 0;
  if (again) timer = setTimeout(sendAll, Math.min(60000, 1000 * 2 ** Math.min(tries, 6)) * (0.75 + Math.random() / 2));
}

const now = () => { tries = 0; sendAll(); };

// The same reading as the server's: degrees to one decimal, or why it cannot be told.
function readTemperature(text, low, high) {
  const digits = "〇一二三四五六七八九";
  const chinese = { 零: "0", 两: "2" };
  [...digits].forEach((digit, value) => { chinese[digit] = String(value); });
  const set = `[${Object.keys(chinese).join("")}]`;
  let plain = text.normalize("NFKC").replace(/\s+/g, "").toLowerCase();
  if (!plain) return "empty";
  plain = plain.replace(new RegExp(`(${set})十(?=(${set})?)`, "g"), (_all, ten, one) => chinese[ten] + (one ? "" : "0"));
  plain = [...plain].map((character) => chinese[character] ?? character).join("");
  const found = /^(?:体温)?:?([0-9]{2,3})(?:(?:[.,。·点]|°c?|摄氏度|度)([0-9]{1,2})分?)?(°c|°f|c|f|°|度|摄氏度|华氏度)?$/.exec(plain);
  if (!found) return "unreadable";
  const [, whole, tenths, unit = ""] = found;
  let hundredths = Number(whole) * 100 + (tenths ? Number(tenths.padEnd(2, "0")) : 0);
  const isFahrenheit = () => hundredths >= 9300 && hundredths <= 11000;
  if (["°f", "f", "华氏度"].includes(unit) || isFahrenheit()) return "fahrenheit";
  if (whole.length === 3) {
    if (tenths) return "implausible";
    hundredths /= 10;
    if (isFahrenheit()) return "fahrenheit";
  }
  const celsius = Math.floor((hundredths + 5) / 10) / 10;
  return celsius >= low && celsius <= high ? celsius : "implausible";
}

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
    const error = element("p", "", { className: "err", id });
    error.append(element("span", form.dataset.error, { className: "sr" }), text);
    (input.type === "radio" ? field.querySelector("legend") : field.querySelector("label")).after(error);
    field.classList.add("bad");
    const closed = field.closest("details");
    if (closed) closed.open = true;
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", id);
    const item = element("li", "");
    item.append(element("a", text, { href: `#${input.id}` }));
    list.append(item);
  }
  list.parentElement.hidden = !faults.length;
  if (faults.length) list.parentElement.focus();
}

function review(event) {
  if (event.submitter?.value === "more") return;
  event.preventDefault();
  const { faults, lines } = understand();
  tell(faults);
  if (faults.length) return;
  panel.querySelector("ul").replaceChildren(...lines.map(([who, what]) => {
    const item = element("li", "");
    item.append(element("span", who), element("b", what));
    return item;
  }));
  form.hidden = true;
  panel.hidden = false;
  panel.querySelector("h2").focus();
}

function keep() {
  const { body } = understand();
  const written = new Date().toISOString();
  const id = unique();
  body.delete("csrf_token");
  body.set("client_id", id);
  body.set("written_at", written);
  const one = { id, written, title: form.dataset.title, action: form.getAttribute("action"), token: box.dataset.token, whose: body.get("whose"), body: String(body), state: "" };
  try {
    store([...stored(), one]);
  } catch { // nothing can be kept here: send it as a plain form
    form.submit();
    return;
  }
  form.dataset.sent = id;
  panel.hidden = true;
  show();
  now();
}

if (form && panel) {
  form.addEventListener("submit", review);
  panel.querySelector("[data-send]").addEventListener("click", keep);
  panel.querySelector("[data-back]").addEventListener("click", () => { panel.hidden = true; form.hidden = false; });
}
if (box) {
  show();
  now();
  addEventListener("online", now);
  addEventListener("storage", (event) => { if (event.key === STORE) show(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) now(); });
}
