// On every page of staff: what pages that work without a network keep on this phone is looked after. A list that is too old,
// or of another account, goes; signing out wipes it, and asks first where something has not been sent: on the page it is of,
// or here where it has none.
import { fill } from "./elements.js";
import { Kept, isSupported } from "./phone-kept.js";

const form = document.querySelector("form[data-leave]");
if (form && isSupported) {
  const { leave: mine, ask, unsent } = form.dataset;
  const stores = JSON.parse(ask).map(([name, page]) => ({ kept: new Kept(name), page }));
  for (const { kept } of stores) kept.seen(mine).catch(() => {});
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    let page = "";
    let n = 0;
    try {
      for (const one of stores) {
        const left = (await one.kept.waiting(mine)).mine.length;
        if (left && one.page) page ||= one.page;
        else n += left;
      }
      if (!page && n && !confirm(fill(unsent, { n }))) return;
      for (const { kept } of page ? [] : stores) await kept.forget();
    } catch { /* nothing can be kept here, so nothing is */ }
    if (page) location.href = page;
    else form.submit();
  });
}
