// Checks at the door on a phone: each door has its own lines, what failed last time first.
import { passTheRest } from "./check.js";
import { work } from "./phone.js";

const says = document.getElementById("phone").dataset;
const PAGE_OF_A_DOOR = /^\/app\/staff\/check\/([^/]+)\/$/;

// Only the lines of this door, in its order.
function prepare(form, entry) {
  const made = new Map([...form.querySelectorAll(".checkline")].map((line) => [line.querySelector("[type=radio]").name, line]));
  const own = entry.lines.map((line) => made.get(`line-${line}`)).filter(Boolean);
  for (const line of made.values()) line.remove();
  form.prepend(...own);
  passTheRest(form);
}

function missing(form) {
  const open = [...form.querySelectorAll(".checkline")].find((line) => !line.querySelector(":checked"));
  if (open) return [open.querySelector("[type=radio]").name, says.needline];
  return form.querySelector('[name="visitors"]:checked') ? undefined : ["visitors", says.needvisitors];
}

function outcome(entry) {
  const answers = entry.fields.filter(([name]) => name.startsWith("line-")).map(([, value]) => value);
  const failed = answers.filter((value) => value === "failed").length;
  if (!answers.length) return "";
  return failed ? says.failed.replace("{n}", failed) : says.passed;
}

// Without a network the page of one door is this one: it opens at that door.
const door = PAGE_OF_A_DOOR.exec(location.pathname);
if (door) location.hash = decodeURIComponent(door[1]);

work({
  taps: [],
  begin: (one, held) => ({ lines: one.lines, fields: (held?.came ?? []).map((body) => ["visitors", body]) }),
  next: () => undefined,
  prepare,
  missing,
  outcome,
});
