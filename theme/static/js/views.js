// Views that somebody keeps in this browser, by account and list: a name and the address of what was asked.
// What was typed to find one is not kept: it may be somebody's number. Without scripts a view is a bookmark.
for (const nav of document.querySelectorAll("[data-views]")) {
  const place = `views:${nav.dataset.views}`;
  const form = nav.querySelector("form");
  const list = nav.querySelector("ul");
  const read = () => {
    try { return JSON.parse(localStorage.getItem(place)) ?? []; } catch { return []; }
  };
  const write = (views) => {
    try { localStorage.setItem(place, JSON.stringify(views)); } catch { /* private windows keep nothing */ }
    show();
  };
  const here = () => {
    const asked = new URLSearchParams(location.search);
    for (const key of ["words", "from"]) asked.delete(key);
    return `?${asked}`;
  };
  const line = (view) => {
    const item = document.createElement("li");
    item.dataset.own = "";
    const link = document.createElement("a");
    link.href = view.address;
    link.textContent = view.name;
    if (view.address === here()) link.setAttribute("aria-current", "true");
    const drop = document.createElement("button");
    drop.type = "button";
    drop.className = "link";
    drop.textContent = "×";
    drop.setAttribute("aria-label", `${nav.dataset.drop} ${view.name}`);
    drop.addEventListener("click", () => write(read().filter((one) => one.name !== view.name)));
    item.append(link, drop);
    return item;
  };
  const show = () => {
    for (const old of list.querySelectorAll("[data-own]")) old.remove();
    list.append(...read().map(line));
    // something is asked that no view has
    form.hidden = here() === "?" || list.querySelector("[aria-current]") !== null;
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const name = form.querySelector("input").value.trim();
    if (name) write([...read().filter((one) => one.name !== name), { name, address: here() }]);
    form.reset();
  });
  show();
}
