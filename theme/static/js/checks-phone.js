// Checks at the door on a phone, of applications and of inspections: each door has its own lines, what failed last time
// first, and the bodies that come there. In an inspection what failed has a day.
import { passTheRest } from "./check.js";
import { work } from "./phone.js";
import { askAsAnswered } from "./questions.js";
import { firstWrong } from "./questions-phone.js";

const says = document.getElementById("phone").dataset;
const PAGE_OF_A_DOOR = /^\/app\/staff\/(?:check|inspections\/(?<campaign>[^/]+))\/(?<reference>[^/]+)\/$/;

// What stands before the names of the questions of a door: its campaign is behind its reference.
function namesAt(reference) {
  const [, campaign] = reference.split("@");
  return campaign ? `ask@${campaign}-` : "ask-";
}

// Only the lines and questions of this door, in its order, and who comes there.
function prepare(form, entry) {
  for (const body of form.querySelectorAll('[name="visitors"]')) {
    if (entry.bodies && !entry.bodies.includes(body.value)) body.closest(".choice").remove();
  }
  const made = new Map([...form.querySelectorAll(".checkline")].map((line) => [line.querySelector("[type=radio]").name, line]));
  const own = entry.lines.map((line) => made.get(`line-${line}`)).filter(Boolean);
  for (const line of made.values()) line.remove();
  form.prepend(...own);
  for (const asked of form.querySelectorAll("[data-names]")) if (asked.dataset.names !== namesAt(entry.reference)) asked.remove();
  passTheRest(form);
  askAsAnswered(form);
}

function missing(form) {
  const open = [...form.querySelectorAll(".checkline")].find((line) => !line.querySelector(":checked"));
  if (open) return [open.querySelector("[type=radio]").name, says.needline];
  const undated = [...form.querySelectorAll(".checkline:has([value=failed]:checked) [type=date]")].find((day) => !day.value);
  if (undated) return [undated.name, says.needday];
  const wrong = firstWrong(form);
  if (wrong) return wrong;
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
if (door) {
  const { campaign, reference } = door.groups;
  location.hash = decodeURIComponent(campaign ? `${reference}@${campaign}` : reference);
}

// The same people come to the next door, as a rule.
function begin(one, held) {
  const came = one.bodies.filter((body) => held?.came?.includes(body.split("@")[0]));
  return { lines: one.lines, bodies: one.bodies, fields: [["revision", one.revision ?? ""], ...came.map((body) => ["visitors", body])] };
}

work({
  taps: [],
  begin,
  next: () => undefined,
  prepare,
  missing,
  outcome,
});
