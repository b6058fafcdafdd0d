// Lists by keyboard, and ticking all rows of a page. Without scripts: links, boxes, and a link that ticks all.
const rows = () => [...document.querySelectorAll("[data-row]")];
const boxes = () => [...document.querySelectorAll("[data-row] input[type=checkbox]")];

const said = document.querySelector("[data-ticked]");
const count = () => {
  if (!said) return;
  const ticked = boxes().filter((box) => box.checked).length;
  said.textContent = ticked ? `${said.dataset.ticked} ${ticked}` : "";
};
document.addEventListener("change", count);
count();

document.querySelector("[data-tick-all]")?.addEventListener("click", (event) => {
  event.preventDefault();
  const all = boxes();
  const on = !all.every((box) => box.checked);
  for (const box of all) box.checked = on;
  count();
});

let at = null;
const go = (by) => {
  const all = rows();
  if (!all.length) return;
  const next = all[Math.min(Math.max(all.indexOf(at) + by, 0), all.length - 1)];
  at?.classList.remove("at");
  at = next;
  at.classList.add("at");
  (at.querySelector("a") ?? at.querySelector("input"))?.focus({ preventScroll: true });
  at.scrollIntoView({ block: "nearest" });
};
const open = (rel) => document.querySelector(`main a[rel="${rel}"]`)?.click();
const keys = {
  j: () => go(1),
  k: () => go(-1),
  Enter: () => at?.querySelector("a")?.click(),
  x: () => at?.querySelector("input[type=checkbox]")?.click(),
  a: () => document.querySelector("[data-tick-all]")?.click(),
  n: () => open("next"),
  p: () => open("prev"),
  "/": () => document.querySelector("[data-search]")?.focus(),
  "?": () => {
    const help = document.getElementById("keys");
    if (!help) return;
    help.open = !help.open;
    help.querySelector("summary").focus();
  },
};
document.addEventListener("keydown", (event) => {
  const into = event.target;
  const types = into.matches("input:not([type=checkbox]), textarea, select");
  // on a link or a button Enter does what it says; on a box it would send the form
  if (event.key === "Enter" && !into.matches("[data-row] input")) return;
  if (types || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
});
