// The keeper's page with scripts: entries go through the queue, four digits are looked up, the focus comes back to the
// first field. Without scripts the same form posts to the same page.
import { button, element, fill } from "./elements.js";
import { adopt, carry, kept } from "./gate-kept.js";
import { session, signal } from "./office.js";

const form = document.querySelector("form[data-gate]");
const box = document.getElementById("answer");
const line = document.getElementById("waiting");
const who = document.getElementById("who");
const says = form?.dataset;
const account = says?.account ?? document.querySelector("[data-leave]")?.dataset.leave;
const isMine = (item) => item.account === account;
const isHere = (item) => item.point === says.point;
const first = form?.querySelector('input[type="text"]');
const OWN = ["csrf_token", "press", "client_id"]; // of the page, and not of an entry

// A page that was opened without a network has no token of its own.
async function token() {
  if (form.elements.csrf_token) return form.elements.csrf_token.value;
  const fresh = await session(says.token);
  if (!fresh) throw new Error("signed-out");
  return fresh.csrf_token;
}

async function post(address, body) {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": await token() },
    body: JSON.stringify(body),
    signal: signal(8000),
  });
  if (answer.redirected || [400, 401, 403].includes(answer.status)) throw new Error("signed-out");
  if (!answer.ok) throw new Error("away");
  return answer.json();
}

const seconds = (since) => Math.max(0, Math.round((Date.now() - since) / 1000));
const deliver = (items) => post(says.send, { account, items: items.map(({ made, ...item }) => ({ ...item, seconds_ago: seconds(made) })) });
const { queue } = kept;

function tell(word, rest, look) {
  const firm = rest.filter(Boolean).map((text) => element("p", text, { className: "firm" }));
  box.replaceChildren(element("div", "", { className: `seal ${look}` }, element("span", word, { className: "word" }), ...firm));
}

async function showWaiting(signedOut = false) {
  const all = (await queue.waiting()).filter(isHere);
  const items = all.filter(isMine);
  const unsent = items.filter((item) => !item.refused);
  const others = all.length - items.length;
  const at = (item) => new Date(item.made).toTimeString().slice(0, 5);
  const rows = [
    unsent.length && element("p", fill(says.saysWaiting, { n: unsent.length, t: at(unsent[0]) })),
    items.some((item) => item.unkept) && element("p", says.saysUnkept),
    others && element("p", fill(says.saysOthers, { n: others })),
    signedOut && element("p", `${says.saysSignIn} `, {}, element("a", says.saysAgain, { href: says.signin })),
    ...items.filter((item) => item.refused).map((item) => element("p", `${at(item)} ${item.refused} `, {},
      item.kind === says.gate && button(says.saysMend, "link", async () => { await refill(item); showWaiting(); }))),
  ].filter(Boolean);
  line.replaceChildren(...rows);
  line.hidden = rows.length === 0;
}

async function refill(item) {
  await queue.drop(item);
  for (const field of form.elements) {
    if (!field.name || OWN.includes(field.name)) continue;
    const value = [item[field.name] ?? ""].flat();
    if (field.type === "radio" || field.type === "checkbox") field.checked = value.includes(field.value);
    else field.value = value[0];
  }
  if (item.name || item.phone) document.getElementById("new").open = true;
}

function clear() {
  const direction = form.elements.direction.value;
  form.reset();
  form.elements.direction.value = direction;
  for (const field of form.querySelectorAll('input[type="text"], input[type="tel"]')) {
    if (!["route", "heads"].includes(field.name)) field.value = "";
  }
  for (const box of form.querySelectorAll('input[type="checkbox"]')) box.checked = false;
  who?.replaceChildren();
  for (const details of form.querySelectorAll("details")) details.open = false;
  first.focus();
}

// A whole number stands for its last four digits; what is neither is left for the server to say so.
function tailOf(text) {
  const digits = (text ?? "").normalize("NFKC").replace(/[^\d]/g, "");
  return digits.match(/^(?:(?:00)?86)?1[3-9]\d{5}(\d{4})$/)?.[1] ?? digits;
}

function collect() {
  const fields = { kind: says.gate };
  for (const [name, value] of new FormData(form)) {
    if (OWN.includes(name) || value === "") continue;
    fields[name] = name in fields ? [fields[name], value].flat() : value;
  }
  if (fields.tail) fields.tail = tailOf(fields.tail);
  return fields;
}

// What is plainly missing is asked for here, since the server may be out of reach.
function missing(fields) {
  if (says.gate === "person" && !fields.code && !fields.name && !/^\d{4}$/.test(fields.tail ?? "")) return ["tail", says.saysNeedTail];
  if (says.gate !== "bus" && fields.direction === "in" && !fields.celsius && says.fever) return ["celsius", says.saysNeedCelsius];
  return null;
}

// What was sent while somebody else stood at the gate: how much arrived, and everybody whom the rule did not let pass.
const received = [];

function showReceived() {
  const box = document.getElementById("received");
  const stopped = received.filter((one) => !mayPass(one));
  box.hidden = !received.length;
  box.replaceChildren(element("p", fill(says.saysReceived, { n: received.length })),
    element("ul", "", { className: "list" }, ...stopped.map((one) => element("li", `${one.who} ${one.reading} `, {},
      element("span", one.word, { className: "tag wait" }), element("span", one.says, { className: "what" })))));
}

const mayPass = (answer) => ["pass", "work"].includes(answer.outcome);

async function send(mine) {
  let signedOut = false;
  try {
    const { kept: taken, refused } = await queue.send(deliver, { atOnce: 50, ready: (item) => isMine(item) && isHere(item) });
    received.unshift(...taken.filter((each) => each.client_id !== mine?.client_id));
    showReceived();
    const one = mine && taken.find((each) => each.client_id === mine.client_id);
    const no = mine && refused.find((each) => each.client_id === mine.client_id);
    if (one) tell(one.word, [`${one.who} ${one.reading}`, one.says], mayPass(one) ? "valid" : "held");
    if (no && !collect().tail && !collect().plate) {
      await refill(mine);
      tell(no.says, [], "held");
      (form.elements[no.field] ?? first).focus?.();
      if (no.field === "tail") await look();
    }
  } catch (error) {
    signedOut = error.message === "signed-out";
    const celsius = parseFloat(mine?.celsius);
    const waits = mine?.unkept ? says.saysUnkept : fill(says.saysStored, says);
    if (mine && celsius >= parseFloat(says.fever)) tell(fill(says.saysFever, says), [waits], "held");
    else if (mine) tell(waits, [], "held");
  }
  showWaiting(signedOut);
}

async function look() {
  const tail = tailOf(form.elements.tail.value);
  who.replaceChildren();
  if (!/^\d{4}$/.test(tail)) return;
  let known;
  try {
    ({ known } = await post(says.known, { tail }));
  } catch {
    form.elements.celsius.focus(); // out of reach: the digits go along, and the server finds who it is
    return;
  }
  if (tailOf(form.elements.tail.value) !== tail) return;
  if (known.length === 0) {
    who.append(element("p", says.saysNobody, { className: "err" }));
    document.getElementById("new").open = true;
    form.elements.name.focus();
    return;
  }
  who.append(...known.map((one, n) => element("div", "", { className: "choice" },
    element("input", "", { type: "radio", name: "code", value: one.code, id: `code-${n}`, checked: known.length === 1 }),
    element("label", `${one.name} ${one.enterprise}`, { htmlFor: `code-${n}` }))));
  (known.length === 1 ? form.elements.celsius : who.querySelector("input")).focus();
}

if (form) {
  let isKeeping = false; // a second press before the first is kept is the same entry
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const fields = collect();
    const need = missing(fields);
    if (need) {
      tell(need[1], [], "held");
      form.elements[need[0]].focus();
      return;
    }
    if (isKeeping) return;
    isKeeping = true;
    const item = await queue.add({ ...fields, point: says.point, account }).finally(() => { isKeeping = false; });
    clear();
    await showWaiting();
    send(item);
  });
  // Four digits that may be the beginning of a whole number wait for the next one.
  let soon;
  form.elements.tail?.addEventListener("input", () => {
    clearTimeout(soon);
    soon = setTimeout(look, /^1[3-9]\d\d$/.test(form.elements.tail.value) ? 700 : 0);
  });
  const all = form.querySelector("[data-all]");
  if (all) {
    all.hidden = false;
    all.addEventListener("click", () => { for (const tick of form.querySelectorAll('[name="passengers"]')) tick.checked = true; });
  }
  const again = async () => { if ((await queue.waiting()).some((item) => !item.refused && isMine(item) && isHere(item))) send(null); else showWaiting(); };
  addEventListener("online", again);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) again(); });
  setInterval(again, 10000);
  await adopt(says.point, account).catch(() => {}); // no storage at all: nothing is there
  again();
  carry(says);
  if (!document.getElementById("summary")) first?.focus();
}
