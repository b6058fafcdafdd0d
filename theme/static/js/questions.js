// Questions that are only asked with certain answers of the same page: shown as those are given.
// Without this all of them are shown, each with the words that say when; the office judges in any case.
const form = document.querySelector("form:has([data-when])");
const SIGNS = {
  "=": (a, b) => a === b, ">": (a, b) => a > b, "<": (a, b) => a < b,
  ">=": (a, b) => a >= b, "≥": (a, b) => a >= b, "<=": (a, b) => a <= b, "≤": (a, b) => a <= b,
};

function given(answer) {
  const fields = [...form.querySelectorAll(`[name="${answer.replaceAll("-", "_")}"]`)];
  if (!fields.length) return null;  // of another page: the office looked at it
  const choice = fields.some((field) => field.type === "radio" || field.type === "checkbox");
  return fields.filter((field) => !choice || field.checked).map((field) => field.value.trim()).filter(Boolean);
}

function holds(condition) {
  const [, answer, sign, value] = condition.match(/^(\S+) (\S+) (\S+)$/);
  const found = given(answer);
  if (found === null) return true;
  if (!found.length) return false;
  if (sign === "=" && found.includes(value)) return true;
  if (sign === "≠" || sign === "!=") return !found.includes(value);
  return SIGNS[sign](Number(found[0].normalize("NFKC")), Number(value));
}

function show() {
  for (const part of form.querySelectorAll("[data-when]"))
    part.hidden = !part.dataset.when.split("; ").every(holds);
}

if (form) {
  for (const why of form.querySelectorAll("[data-why]")) why.hidden = true;  // it is there when it applies
  form.addEventListener("input", show);
  show();
}
