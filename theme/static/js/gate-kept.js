// What lies on a keeper's phone beside the entries that wait: whose it is, the points of that account, and the worker
// that opens their pages without a network.
import { session } from "./office.js";
import { Kept, isSupported } from "./phone-kept.js";

export const kept = new Kept("gates");

// Fetched whenever the office can be reached; what was fetched before is good for a day.
export async function carry({ list, worker, scope }) {
  if (!isSupported) return;
  navigator.serviceWorker.register(worker, { scope }).catch(() => {});
  navigator.storage?.persist?.();
  try {
    const fresh = await session(list);
    if (!fresh) return;
    await kept.signedIn(fresh.account);
    await kept.keepList(fresh);
  } catch { /* out of reach: what was fetched before stays */ }
}
