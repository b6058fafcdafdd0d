// Questions that are only asked with certain answers of the same page: shown as those are given.
// Without this all of them are shown, each with the words that say when; the office judges in any case.
const SIGNS = {
  "=": (a, b) => a === b, ">": (a, b) => a > b, "<": (a, b) => a < b,
  ">=": (a, b) => a >= b, "≥": (a, b) => a >= b, "<=": (a, b) => a <= b, "≤": (a, b) => a <= b,
};

// What was answered, beside the question `part`; null where it is asked on another page, which the office looked at.
function given(form, part, answer) {
  const before = part.closest("[data-names]")?.dataset.names ?? "";
  const fields = [...form.querySelectorAll(`[name="${before}${answer.replaceAll("-", "_")}"]`)];
  if (!fields.length) return null;
  const choice = fields.some((field) => field.type === "radio" || field.type === "checkbox");
  return fields.filter((field) => !choice || field.checked).map((field) => field.value.trim()).filter(Boolean);
}

function holds(form, part, condition) {
  const [, answer, sign, value] = condition.match(/^(\S+) (\S+) (\S+)$/);
  const found = given(form, part, answer);
  if (found === null) return true;
  if (!found.length) return false;
  if (sign === "=" && found.includes(value)) return true;
  if (sign === "≠" || sign === "!=") return !found.includes(value);
  return SIGNS[sign](Number(found[0].normalize("NFKC")), Number(value));
}

export function askAsAnswered(form) {
  const parts = [...form.querySelectorAll("[data-when]")];
  const show = () => {
    for (const part of parts) part.hidden = !part.dataset.when.split("; ").every((condition) => holds(form, part, condition));
  };
  for (const why of form.querySelectorAll("[data-why]")) why.hidden = true; // it is there when it applies
  form.addEventListener("input", show);
  show();
}

const form = document.querySelector("form:has([data-when])");
if (form) askAsAnswered(form);
