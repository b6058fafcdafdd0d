// Searching the whole list from the small search files; the form shows only when this runs.
const find = () => {
  const form = document.getElementById("search");
  if (!form || form.dataset.ready) return;
  form.dataset.ready = "1";
  form.hidden = false;
  const field = document.getElementById("q");
  const found = document.getElementById("found");
  let rows = null;
  const load = async () => {
    const names = form.dataset.communities.split(" ").filter(Boolean);
    const parts = await Promise.all(names.map(async (name) => (await fetch(`/data/search/${name}.json`)).json()));
    return parts.flat();
  };
  const show = async () => {
    const word = field.value.trim().toLowerCase().replace(/\s+/g, "");
    if (!word) { found.replaceChildren(); return; }
    rows ??= await load();
    const hits = rows.filter((r) => r.name.toLowerCase().includes(word) || r.reference.toLowerCase().includes(word)
      || r.initials.some((i) => i.includes(word))).slice(0, 50);
    const line = document.createElement("p");
    line.textContent = hits.length ? form.dataset.found : form.dataset.none;
    const list = document.createElement("ul");
    list.className = "list";
    for (const hit of hits) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = `/enterprises/${hit.reference}/`;
      link.textContent = hit.name;
      item.append(link);
      list.append(item);
    }
    found.replaceChildren(line, ...(hits.length ? [list] : []));
  };
  field.addEventListener("input", show);
  form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
};
find();
document.addEventListener("page-changed", find);
