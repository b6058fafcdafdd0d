// Sending what waits, one after the other. An entry leaves this phone only when the server named it as kept.
import { QUICK, hasEnded, session, signal } from "./office.js";

const SLOW = 180000; // photos at a door

async function attempt(kept, entry, token, address) {
  const body = new FormData();
  for (const [name, value] of entry.fields) body.append(name, value);
  for (const name of ["reference", "client_id", "base"]) body.set(name, entry[name]);
  body.set("at", entry.at);
  body.set("csrf_token", token);
  for (const [n, photo] of (await kept.photosOf(entry)).entries()) body.append("photos", new File([photo], `${n + 1}.jpg`, { type: "image/jpeg" }));
  const answer = await fetch(address, { method: "POST", body, redirect: "manual", signal: signal(entry.photos.length ? SLOW : QUICK) });
  if (hasEnded(answer)) return { ended: true };
  if (answer.status === 413) return { refused: entry.too_large };
  const said = await answer.json().catch(() => ({}));
  if (answer.ok && said.kept === entry.client_id) return { kept: said };
  if (answer.status === 422 && said.says) return { refused: said.says };
  return { later: true }; // something is wrong with this one or with the office: those behind it still go
}

// Everything of this account that may go now. Tells what became of it: { state: "" | "ended" | "away", kept: [[entry, said]] }.
// Where two pages are open, one of them sends.
export async function sendAll(kept, { token, send }, { early = false, changed = () => {} } = {}) {
  const outcome = { state: "", kept: [] };
  const ready = (entry) => !entry.draft && !entry.refused && (early || entry.hold <= Date.now());
  const all = async () => {
    if (!(await kept.waiting(await kept.account())).mine.some(ready)) return;
    const fresh = await session(token);
    if (!fresh) { outcome.state = "ended"; return; }
    await kept.signedIn(fresh.account);
    for (const entry of (await kept.waiting(fresh.account)).mine.filter(ready)) {
      const came = await attempt(kept, entry, fresh.csrf_token, send);
      if (came.ended) { outcome.state = "ended"; return; }
      if (came.later) outcome.state = "away";
      if (came.refused) await kept.change(entry, { refused: came.refused });
      if (came.kept) {
        await kept.drop(entry);
        outcome.kept.push([entry, came.kept]);
      }
      await changed();
    }
  };
  try {
    if (navigator.locks) await navigator.locks.request(kept.name, { ifAvailable: true }, (lock) => lock && all());
    else await all();
  } catch {
    outcome.state = "away";
  }
  return outcome;
}
