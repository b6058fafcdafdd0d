// The whole form of one door, made of the page's template. What is typed is kept at once as a draft: a phone may throw the
// page away while its camera is open.
import { button, element, fill } from "./elements.js";
import { smaller } from "./photos.js";
import { newId } from "./sealed.js";

const MOST_PHOTOS = 6;
const LARGEST = 10 * 1024 * 1024;
const PAUSE = 300; // after a letter

// As somebody left it; at first as the work begins.
function fillIn(form, entry) {
  const values = new Map();
  for (const [name, value] of entry.fields) values.set(name, [...(values.get(name) ?? []), value]);
  for (const field of form.elements) {
    const given = values.get(field.name) ?? [];
    if (field.type === "radio" || field.type === "checkbox") field.checked = given.includes(field.value);
    else if (field.type !== "file" && given.length) [field.value] = given;
  }
  form.elements.at.value = entry.typed_at ?? "";
}

function read(form, entry) {
  const fields = [...new FormData(form)].filter(([name, value]) => !["at", "photos"].includes(name) && value !== "");
  Object.assign(entry, { fields, typed_at: form.elements.at.value });
}

function wrong(form, name, text) {
  const found = form.elements[name];
  const input = found.length ? found[0] : found;
  const error = element("p", text, { className: "err", id: `${name}-wrong` });
  input.closest(".field, .checkline").querySelector("legend, label").after(error);
  input.setAttribute("aria-describedby", error.id);
  input.focus();
}

const forgive = (form) => form.querySelectorAll(".err").forEach((old) => old.remove());

// The photos of an entry, each made smaller before it is kept. Gives what tells when all of them are.
function photos(form, entry, says, keep, dropPhoto) {
  const shown = element("ul", "", { className: "list" });
  const show = () => shown.replaceChildren(...entry.photos.map((name, n) => element("li", fill(says.photo, { n: n + 1 }), {}, button(says.drop, "link", async () => {
    entry.photos = entry.photos.filter((each) => each !== name);
    if (await keep(entry)) await dropPhoto(name);
    show();
  }))));
  const add = async (file) => {
    const small = await smaller(file);
    if (small.size > LARGEST) return wrong(form, "photos", says.large);
    const name = newId();
    read(form, entry);
    entry.photos.push(name);
    if (!(await keep(entry, { [name]: new Uint8Array(await small.arrayBuffer()) }))) entry.photos.pop();
    return show();
  };
  form.elements.photos.after(shown);
  let adding = Promise.resolve();
  const addAll = async (chosen) => {
    const room = MOST_PHOTOS - entry.photos.length;
    for (const file of chosen.slice(0, room)) await add(file);
    if (chosen.length > room) wrong(form, "photos", fill(says.most, { n: MOST_PHOTOS }));
  };
  form.elements.photos.addEventListener("change", (event) => {
    const chosen = [...event.target.files];
    event.target.value = "";
    forgive(form);
    adding = adding.then(() => addAll(chosen)).catch(() => {});
  });
  show();
  return () => adding;
}

// `prepare` makes the form fit the door; `missing` gives the field that still has to be answered with what to say of it, or
// nothing; `keep` keeps the entry on the phone and tells whether it could; `saved` follows when the form is whole, and tells
// the same.
export function doorForm(blank, entry, { says, prepare, missing, keep, dropPhoto, saved }) {
  const stored = element("p", "", { className: "src" });
  stored.setAttribute("role", "status");
  const form = element("form", "", { noValidate: true, className: "form" }, document.importNode(blank.content, true), stored);
  let typing = 0;
  prepare(form, entry);
  fillIn(form, entry);
  form.dispatchEvent(new Event("input")); // what is only asked with certain answers
  for (const [name, text] of Object.entries(entry.faults ?? {})) if (form.elements[name]) wrong(form, name, text);
  const allPhotos = photos(form, entry, says, keep, dropPhoto);
  let isSaving = false;
  form.addEventListener("input", (event) => {
    if (event.target.type === "file") return;
    clearTimeout(typing);
    typing = setTimeout(async () => {
      read(form, entry);
      if (await keep(entry)) stored.textContent = says.stored;
    }, PAUSE);
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(typing);
    forgive(form);
    if (isSaving) return;
    isSaving = true;
    await allPhotos();
    isSaving = await save();
  });
  const save = async () => {
    read(form, entry);
    const need = missing(form);
    if (need) {
      wrong(form, ...need);
      return false;
    }
    return saved(Object.assign(entry, { at: entry.typed_at || entry.at, draft: false, quick: false, refused: "", faults: {} }));
  };
  return form;
}
