// What lies on a keeper's phone: the entries that wait, whose it is, the points of that account, and the worker that opens
// their pages without a network.
import { session } from "./office.js";
import { Kept, isSupported } from "./phone-kept.js";
import { Sealed } from "./sealed.js";

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

// Entries of a point that an earlier version left elsewhere: in a store of all queues, or in the open, where it did not note
// whose they are.
export async function adopt(point, account) {
  const prefix = `queue:gate:${point}:`;
  const read = ({ whose, ...item }) => ({ ...item, point, account: whose ?? account });
  await kept.queue.adopt(prefix, read);
  const before = new Sealed("queue");
  for (const [id, item] of await before.all(prefix)) {
    await kept.queue.put(read(item));
    await before.delete(id);
  }
}
