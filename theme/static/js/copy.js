// Buttons that copy what they name; hidden without scripts. Old browsers, and pages without https, have no clipboard:
// there the text is selected and copied as a person does it, and if that fails too, the page says how to do it by hand.
const likeAPerson = (text) => {
  const field = Object.assign(document.createElement("textarea"), { value: text });
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
};

const copied = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return likeAPerson(text);
  }
};

for (const button of document.querySelectorAll("[data-copy]")) {
  const status = button.nextElementSibling;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const done = await copied(button.dataset.copy);
    status.textContent = done ? status.dataset.copied : status.dataset.refused;
    button.focus();
  });
}
