// Searching and filtering the whole list from its data files; the form shows only when this runs.
import { fill } from "./elements.js";
import { keyOf, search } from "./matching.js";

const MOST = 50;
const NEAREST = 8;
const FIELDS = ["q", "in-community", "of-kind", "of-status"];
const loaded = new Map(); // by community: rows with the keys they are found by
let asked = []; // what stood in the fields, when the page was fetched again

async function load(slug) {
  const read = async (path) => (await fetch(path)).json();
  const [data, initials] = await Promise.all([read(`/data/enterprises/${slug}.json`), read(`/data/search/${slug}.json`)]);
  const readings = new Map(initials.map((row) => [row.reference, row.initials]));
  return data.enterprises.map((row) => ({ ...row, key: keyOf([row.name, row.reference], readings.get(row.reference)) }));
}

const rowsOf = (slug) => loaded.get(slug) ?? loaded.set(slug, load(slug)).get(slug);

function find() {
  const form = document.getElementById("search");
  if (!form || form.dataset.ready) return;
  form.dataset.ready = "1";
  form.hidden = false;
  const fields = FIELDS.map((id) => document.getElementById(id));
  const [field, community, kind, status] = fields;
  const says = document.getElementById("found-says");
  const found = document.getElementById("found");
  const words = form.dataset;
  const shape = document.getElementById("found-row").content.firstElementChild;
  const [communities, kinds, statuses] = [community, kind, status].map((menu) => new Map(Array.from(menu.options, (one) => [one.value, one.textContent])));
  const tags = new Map([...statuses.keys()].filter(Boolean).map((one) => [one, document.getElementById(`tag-${one}`).content]));

  const line = (row, isNear) => {
    const item = shape.cloneNode(true);
    const link = item.querySelector("a");
    link.href = row.url;
    link.textContent = row.place ? `${row.name}（${row.place}）` : row.name;
    link.after(tags.get(row.status).cloneNode(true));
    item.querySelector("[data-near]").hidden = !isNear;
    item.querySelector("[data-what]").textContent = `${kinds.get(row.kind)} · ${communities.get(row.community)} ${row.grid} · ${row.since}`;
    return item;
  };

  const sentence = (typed, hits, all, isNear) => {
    const about = { typed, n: hits.length, all: all.length, most: MOST };
    const within = community.value ? fill(words.within, { community: community.selectedOptions[0].textContent }) : "";
    if (isNear) return [within, fill(hits.length ? words.near : words.none, about)].join("");
    if (hits.length) return fill(hits.length > MOST ? words.most : words.found, about);
    return all.length ? fill(words.elsewhere, about) : words.nobody;
  };

  const show = async () => {
    asked = fields.map((one) => one.value);
    const typed = field.value.trim();
    const isMeant = (before) => before.every((value, n) => value === fields[n].value);
    const before = asked;
    says.className = "";
    if (!before.some(Boolean)) { found.replaceChildren(); says.textContent = ""; return; }
    try {
      const slugs = community.value ? [community.value] : [...community.options].map((o) => o.value).filter(Boolean);
      const rows = (await Promise.all(slugs.map(rowsOf))).flat();
      if (!isMeant(before)) return; // more was typed while it was loaded
      const matches = typed ? search(rows, typed) : { rows, isNear: false };
      const all = matches.isNear ? matches.rows.slice(0, NEAREST) : matches.rows;
      const hits = all.filter((row) => (!kind.value || row.kind === kind.value) && (!status.value || row.status === status.value));
      const list = document.createElement("ul");
      list.className = "list";
      list.append(...hits.slice(0, MOST).map((row) => line(row, matches.isNear)));
      says.textContent = sentence(typed, hits, all, matches.isNear);
      says.className = matches.isNear ? "note warn" : "";
      found.replaceChildren(...(hits.length ? [list] : []));
    } catch {
      loaded.clear();
      says.textContent = words.away;
      found.replaceChildren();
    }
  };
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
  asked.forEach((value, n) => { fields[n].value = value; });
  if (asked.some(Boolean)) show();
}
find();
// A newer list: what was looked for is looked for again.
document.addEventListener("page-changed", () => { loaded.clear(); find(); });
