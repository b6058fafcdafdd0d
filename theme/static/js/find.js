// What is found while somebody types. Names and titles are looked for here, in two files; what these have not (slips,
// other words for it, whole texts, more enterprises than a phone searches) is asked of /app/search/, where the form leads
// without this script.
import { fill } from "./elements.js";
import { keyOf, search } from "./matching.js";

const MOST = 50;
const A_FEW = 8;
const PAUSE = 50; // ms without a key before the office is asked; a word that was composed is asked for at once
const loaded = new Map(); // by file: rows with the keys they are found by
const said = (day) => window.dayIn(document.documentElement.lang, day); // of page.js
let asked = []; // what stood in the fields, when the page was fetched again

const keyed = {
  enterprises: (row) => ({ ...row, section: "enterprises", key: keyOf([row.name, row.reference], row.initials) }),
  documents: (row) => ({ ...row, name: row.title, key: keyOf([row.title, row.number].filter(Boolean)) }),
};

async function load(file, kind) {
  const answer = await fetch(file);
  if (!answer.ok) throw new Error(answer.status);
  return (await answer.json()).map(keyed[kind]);
}

const rowsOf = (file, kind) => loaded.get(file) ?? loaded.set(file, load(file, kind)).get(file);

// Each row with its section: those of one section together, the best section first.
function grouped(rows) {
  const found = new Map();
  for (const row of rows) found.set(row.section, [...(found.get(row.section) ?? []), row]);
  return [...found];
}

function find() {
  const form = document.querySelector("form[data-find]");
  if (!form || form.dataset.ready) return;
  form.dataset.ready = "1";
  const words = form.dataset;
  const fields = [...form.querySelectorAll("input[type=search], select")];
  const [field] = fields;
  const menus = Object.fromEntries(fields.slice(1).map((menu) => [menu.name, menu]));
  const says = document.getElementById("found-says");
  const found = document.getElementById("found");
  const part = (id) => document.getElementById(id)?.content;

  const tell = (text, look = "") => { says.textContent = text; says.className = look; };

  const enterprise = (row, isNear) => {
    const item = part("found-row").firstElementChild.cloneNode(true);
    const link = item.querySelector("a");
    link.href = row.url;
    link.textContent = row.place ? `${row.name}（${row.place}）` : row.name;
    link.after(part(`tag-${row.status}`).cloneNode(true));
    item.querySelector("[data-like]").hidden = !isNear;
    const about = item.querySelector("[data-what]");
    const [kind, community] = [part(`kind-${row.kind}`), part(`in-${row.community}`)].map((one) => one?.textContent ?? "");
    about.textContent = `${kind} · ${community} ${row.grid} · ${said(row.since)}`;
    return item;
  };

  const document_ = (row, isNear) => {
    const item = part("found-row").firstElementChild.cloneNode(true);
    const link = item.querySelector("a");
    link.href = row.url;
    link.textContent = row.name;
    if (row.lang !== document.documentElement.lang) item.lang = row.lang;
    item.querySelector("[data-like]").hidden = !isNear;
    item.querySelector("[data-what]").textContent = [row.number, row.issuer, row.date && said(row.date)].filter(Boolean).join(" · ");
    return item;
  };

  const list = (rows, isNear) => {
    const made = document.createElement("ul");
    made.className = "list";
    made.append(...rows.map((row) => (row.section === "enterprises" ? enterprise(row, isNear) : document_(row, isNear))));
    return made;
  };

  // On the front page a few of each section under its name; on a list all there are, up to a number.
  const draw = (rows, isNear) => {
    if (!words.documents) return rows.length ? [list(rows.slice(0, MOST), isNear)] : [];
    return grouped(rows).flatMap(([section, own]) => {
      const title = document.createElement("h2");
      title.textContent = fill(part(`section-${section}`).textContent, { n: own.length });
      return [title, list(own.slice(0, A_FEW), isNear)];
    });
  };

  const sentence = (typed, hits, all, isNear) => {
    const about = { typed, n: hits.length, all: all.length, most: MOST };
    const within = menus.community?.value ? fill(words.within, { community: menus.community.selectedOptions[0].textContent }) : "";
    if (isNear) return [within, fill(hits.length ? words.like : words.missing, about)].join("");
    if (hits.length) return fill(hits.length > MOST && !words.documents ? words.most : words.found, about);
    return all.length ? fill(words.elsewhere, about) : words.nobody;
  };

  const isMeant = (before) => before.every((value, n) => value === fields[n].value);

  // What the office answers, as its page shows it; null when it is away or something else is meant by now.
  const answered = async (before, pause) => {
    await new Promise((done) => setTimeout(done, pause));
    if (!isMeant(before)) return null;
    try {
      const answer = await fetch(`${form.action}?${new URLSearchParams(new FormData(form))}`);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!answer.ok || !isMeant(before)) return null;
      for (const link of page.querySelectorAll("#found a")) link.href = new URL(link.getAttribute("href"), answer.url);
      return page;
    } catch {
      return null;
    }
  };

  const take = (page) => {
    const told = page.getElementById("found-says");
    tell(told.textContent, told.className);
    found.replaceChildren(...page.getElementById("found").childNodes);
  };

  const known = async () => {
    const files = [[words.enterprises, "enterprises"], [words.documents, "documents"]].filter(([file]) => file);
    const [enterprises = [], documents = []] = await Promise.all(files.map(([file, kind]) => rowsOf(file, kind)));
    const isHere = (row) => !row.over && (!menus.community?.value || row.community === menus.community.value);
    const isRead = (row) => row.lang === document.documentElement.lang;
    return enterprises.length ? [...enterprises.filter(isHere), ...documents.filter(isRead)] : null;
  };

  const show = async (pause = PAUSE) => {
    asked = fields.map((one) => one.value);
    const before = asked;
    const typed = field.value.trim();
    keep(typed);
    if (!before.some(Boolean)) { found.replaceChildren(); tell(""); return; }
    try {
      const rows = words.enterprises ? await known() : null;
      if (!isMeant(before)) return; // more was typed while it was loaded
      const matches = typed && rows ? search(rows, typed) : { rows: rows ?? [], isNear: false };
      const isAsked = !rows || (typed && matches.isNear);
      const page = isAsked ? await answered(before, pause) : null;
      if (!isMeant(before)) return;
      if (page) { take(page); return; }
      if (!rows) throw new Error("nobody answers");
      const all = matches.isNear ? matches.rows.slice(0, A_FEW) : matches.rows;
      const hits = all.filter((row) => ["kind", "status"].every((name) => !menus[name]?.value || row[name] === menus[name].value));
      tell(sentence(typed, hits, all, matches.isNear), matches.isNear ? "note warn" : "");
      found.replaceChildren(...draw(hits, matches.isNear));
    } catch {
      loaded.clear();
      tell(words.away);
      found.replaceChildren();
    }
  };

  // The address says what is looked for: it can be sent on, and Back leads to it.
  const keep = (typed) => {
    const address = new URL(location.href);
    if (typed) address.searchParams.set("q", typed); else address.searchParams.delete("q");
    address.searchParams.delete("from");
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  };

  form.addEventListener("input", (event) => { if (!event.isComposing) show(); });
  form.addEventListener("compositionend", () => show(0));
  asked.forEach((value, n) => { fields[n].value = value; });
  const wanted = new URLSearchParams(location.search).get("q");
  if (wanted && !asked.some(Boolean) && words.enterprises) field.value = wanted;
  if (words.enterprises && fields.some((one) => one.value)) show();
}
find();
// A newer list: what was looked for is looked for again.
document.addEventListener("page-changed", () => { loaded.clear(); find(); });
