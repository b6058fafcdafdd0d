// What is surely wrong with an answer on a phone that cannot ask the office. What people write as they speak (三台, 明天) is
// left to the office: it understands more than this.
const plain = (text) => text.normalize("NFKC").trim();

function isWrong(question, fields) {
  const { kind, required, least, most } = question.dataset;
  const isNeeded = required !== undefined;
  if (kind === "pick") return isNeeded && !fields.some((field) => field.checked);
  if (kind === "ticks") {
    const ticked = fields.filter((field) => field.checked).length;
    return ticked < Number(least ?? (isNeeded ? 1 : 0)) || ticked > Number(most ?? Infinity);
  }
  if (kind === "table") return false;
  const text = plain(fields[0].value);
  if (!text) return isNeeded;
  return kind === "count" && /^-?[\d.]+$/.test(text) && !(Number(text) >= Number(least ?? 0) && Number(text) <= Number(most ?? Infinity) && Number.isInteger(Number(text)));
}

// The first answer of the questions that are asked now that cannot stay so: the name of its field and what to say of it.
export function firstWrong(form) {
  for (const question of form.querySelectorAll("[data-kind]")) {
    const fields = [...question.querySelectorAll("input, textarea")];
    const isAsked = fields.length && !fields[0].closest("[hidden]");
    if (isAsked && isWrong(question, fields)) return [fields[0].name, question.dataset.needs];
  }
  return undefined;
}
