// Searching and filtering the whole list from its data files; the form shows only when this runs.
const MOST = 50;
const find = () => {
  const form = document.getElementById("search");
  if (!form || form.dataset.ready) return;
  form.dataset.ready = "1";
  form.hidden = false;
  const [field, community, kind, status] = ["q", "in-community", "of-kind", "of-status"].map((id) => document.getElementById(id));
  const found = document.getElementById("found");
  const read = async (path) => (await fetch(path)).json();
  const loaded = new Map(); // by community: rows with their initials
  const load = async (slug) => {
    const [data, search] = await Promise.all([read(`/data/enterprises/${slug}.json`), read(`/data/search/${slug}.json`)]);
    const initials = new Map(search.map((row) => [row.reference, row.initials]));
    return data.enterprises.map((row) => ({ ...row, initials: initials.get(row.reference) ?? [] }));
  };
  const rowsOf = (slug) => loaded.get(slug) ?? loaded.set(slug, load(slug)).get(slug);
  const line = (row) => {
    const item = document.getElementById("found-row").content.firstElementChild.cloneNode(true);
    const link = item.querySelector("a");
    link.href = row.url;
    link.textContent = row.place ? `${row.name}（${row.place}）` : row.name;
    link.after(document.getElementById(`tag-${row.status}`).content.cloneNode(true));
    const words = [kind, community].map((menu, n) => menu.querySelector(`[value="${[row.kind, row.community][n]}"]`).textContent);
    item.querySelector(".what").textContent = `${words[0]} · ${words[1]} ${row.grid} · ${row.since}`;
    return item;
  };
  const show = async () => {
    const word = field.value.trim().toLowerCase().replace(/\s+/g, "");
    if (!word && !community.value && !kind.value && !status.value) { found.replaceChildren(); return; }
    const says = document.createElement("p");
    try {
      const slugs = community.value ? [community.value] : [...community.options].map((o) => o.value).filter(Boolean);
      const rows = (await Promise.all(slugs.map(rowsOf))).flat();
      const hits = rows.filter((row) => (!kind.value || row.kind === kind.value) && (!status.value || row.status === status.value)
        && (row.name.toLowerCase().includes(word) || row.reference.toLowerCase().includes(word)
          || row.initials.some((letters) => letters.includes(word))));
      says.textContent = hits.length > MOST ? form.dataset.most : hits.length ? form.dataset.found : form.dataset.none;
      const list = document.createElement("ul");
      list.className = "list";
      list.append(...hits.slice(0, MOST).map(line));
      found.replaceChildren(says, ...(hits.length ? [list] : []));
    } catch {
      loaded.clear();
      says.textContent = form.dataset.away;
      found.replaceChildren(says);
    }
  };
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
};
find();
document.addEventListener("page-changed", find);
