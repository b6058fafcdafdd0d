// On every page of staff: what pages that work without a network keep on this phone is looked after. A list that is too old,
// or of another account, goes; signing out wipes it, and asks first, on the page it is of, where something has not been sent.
import { Kept, isSupported } from "./phone-kept.js";

const form = document.querySelector("form[data-leave]");
if (form && isSupported) {
  const mine = form.dataset.leave;
  const stores = JSON.parse(form.dataset.ask).map(([name, page]) => ({ kept: new Kept(name), page }));
  for (const { kept } of stores) kept.seen(mine).catch(() => {});
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    let ask = "";
    try {
      for (const { kept, page } of stores) {
        if ((await kept.waiting(mine)).mine.length) ask ||= page;
        else await kept.forget();
      }
    } catch { /* nothing can be kept here, so nothing is */ }
    if (ask) location.href = ask;
    else form.submit();
  });
}
