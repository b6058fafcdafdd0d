// Visits on a phone: two taps note an outcome, the whole form the rest.
import { blank, work } from "./phone.js";

const radios = [...blank.content.querySelectorAll('[name="outcome"]')];
const taps = radios.map((radio) => [radio.value, radio.nextElementSibling.textContent]);
const codeOf = (entry) => entry.fields.find(([name]) => name === "outcome")?.[1] ?? "";

// Nobody there, the next half day; refused, the first half day of another day; nothing where somebody wrote when.
function next(entry, held) {
  const days = held?.half_days ?? [];
  const outcome = codeOf(entry);
  if (entry.fields.some(([name]) => name === "next_try")) return undefined;
  if (outcome === "nobody") return days.find(([begins]) => begins > entry.at);
  if (outcome === "refused") return days.find(([begins]) => begins.slice(0, 10) > entry.at.slice(0, 10));
  return undefined;
}

work({
  taps,
  next,
  begin: () => ({ fields: [["channel", "in-person"], ["visitors", "community"]] }),
  outcome: (entry) => Object.fromEntries(taps)[codeOf(entry)] ?? "",
  prepare: () => {},
  missing: (form, says) => {
    if (!form.elements.outcome.value) return ["outcome", says.needoutcome];
    return form.querySelector('[name="visitors"]:checked') ? undefined : ["visitors", says.needvisitors];
  },
});
