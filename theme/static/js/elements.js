// Making elements of a page, with what scripts of several pages need.
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name] ?? "");

// `expanded` and `controls` are for what opens something; what is empty inside is left out.
export function element(name, text = "", more = {}, ...inside) {
  const { expanded, controls, ...own } = more;
  const made = Object.assign(document.createElement(name), own);
  if (text) made.textContent = text;
  if (controls) {
    made.setAttribute("aria-expanded", String(expanded));
    made.setAttribute("aria-controls", controls);
  }
  made.append(...inside.filter(Boolean));
  return made;
}

export const button = (text, className, onclick) => element("button", text, { type: "button", className, onclick });
