// The editor of a content file: the toolbar, what the judge says while one types, and a question before one leaves.
// Without it the marks are typed and the judge speaks when one saves.
const form = document.querySelector("form.editor");
const faults = document.getElementById("faults");
const area = form.querySelector("#body, #text");
const PAUSE = 700; // milliseconds after the last key
let timer = 0;
let asked = 0;
let isChanged = false;

async function check() {
  const mine = ++asked;
  const data = new FormData(form);
  data.delete("press"); // it changes nothing
  try {
    const answer = await fetch(form.dataset.check, { method: "POST", body: data });
    if (!answer.ok || answer.redirected || mine !== asked) return;
    faults.innerHTML = await answer.text();
  } catch { /* without a connection it is judged when it is saved */ }
}

form.addEventListener("input", (event) => {
  if (event.target.id === "reason" || event.target.id === "sure") return;
  isChanged = true;
  clearTimeout(timer);
  timer = setTimeout(check, PAUSE);
});
form.addEventListener("submit", () => { isChanged = false; });
window.addEventListener("beforeunload", (event) => { if (isChanged) event.preventDefault(); });

// Typed before this was here, or kept by the browser on its way back.
if (area.value !== area.defaultValue) area.dispatchEvent(new Event("input", { bubbles: true }));

// To the field, and in a text to the line.
faults.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-row]");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  field.focus();
  const row = Number(link.dataset.row);
  if (field !== area || row < 1) return;
  const rows = area.value.split("\n");
  const begin = rows.slice(0, row - 1).join("\n").length + (row > 1 ? 1 : 0);
  area.setSelectionRange(begin, begin + (rows[row - 1] || "").length);
});

function put(text, from, to) {
  area.focus();
  area.setSelectionRange(from, to);
  // As typed, so that it can be undone; where a browser does not know that, it is put in.
  if (!document.execCommand("insertText", false, text)) area.setRangeText(text, from, to, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function mark(button) {
  const { selectionStart: from, selectionEnd: to, value } = area;
  const chosen = value.slice(from, to);
  const { around, before, link } = button.dataset;
  if (around) {
    put(around + chosen + around, from, to);
    area.setSelectionRange(from + around.length, from + around.length + chosen.length);
  } else if (link) {
    put(`[${chosen}](${link})`, from, to);
    const at = from + chosen.length + (chosen ? 3 : 1);
    area.setSelectionRange(at, chosen ? at + link.length : at);
  } else {
    const begin = value.lastIndexOf("\n", from - 1) + 1;
    put(value.slice(begin, to).split("\n").map((row) => before + row).join("\n"), begin, to);
  }
}

const bar = form.querySelector(".toolbar");
if (bar) {
  bar.hidden = false;
  const buttons = [...bar.querySelectorAll("button")];
  buttons.forEach((button, place) => {
    button.tabIndex = place ? -1 : 0;
    button.addEventListener("click", () => mark(button));
  });
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const now = buttons.indexOf(document.activeElement);
    const next = buttons[(now + step + buttons.length) % buttons.length];
    buttons.forEach((button) => { button.tabIndex = button === next ? 0 : -1; });
    next.focus();
  });
}

// A picture goes into the text where the cursor stands; without this its line is copied from the page that answers.
const pictured = document.getElementById("pictured");

// As a paragraph of its own.
function place(markdown) {
  const { selectionEnd: at, value } = area;
  const above = value.slice(0, at).match(/\n{0,2}$/)[0];
  const below = value.slice(at).match(/^\n{0,2}/)[0];
  put(`${at ? "\n\n".slice(above.length) : ""}${markdown}${"\n\n".slice(below.length)}`, at, at);
}

pictured?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const [fields, says, button] = [pictured.querySelector("div"), pictured.querySelector("[role=status]"), event.submitter];
  const data = new FormData(pictured);
  data.append("part", "y");
  button.disabled = true;
  try {
    const answer = await fetch(pictured.action, { method: "POST", body: data });
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    fields.innerHTML = await answer.text();
  } catch {
    button.disabled = false;
    says.textContent = pictured.dataset.failed;
    return;
  }
  says.textContent = "";
  const line = fields.querySelector("[data-markdown]");
  if (!line) {
    fields.querySelector("[aria-invalid]").focus();
    return;
  }
  fields.querySelector("[data-copy]").hidden = true;
  says.textContent = fields.querySelector("[data-put]").textContent;
  place(line.textContent);
});
