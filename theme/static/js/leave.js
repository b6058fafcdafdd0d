// On every page of staff: what the visits keep on this phone is looked after. A list that is too old, or of another account,
// goes; signing out wipes it, and asks first where something has not been sent.
import { forget, isSupported, seen, waiting } from "./visits-kept.js";

const form = document.querySelector("form[data-leave]");
if (form && isSupported) {
  const mine = form.dataset.leave;
  seen(mine).catch(() => {});
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    let unsent = 0;
    try {
      unsent = (await waiting(mine)).mine.length;
      if (!unsent) await forget();
    } catch { /* nothing can be kept here, so nothing is */ }
    if (unsent) location.href = form.dataset.ask;
    else form.submit();
  });
}
