// Sending what waits on a phone that works at doors, one entry after the other.
import { QUICK, hasEnded, session, signal } from "./office.js";

const SLOW = 180000; // photos at a door
const ENDED = "ended"; // signed out: nothing of this account arrives

async function post(entry, photos, token, address) {
  const body = new FormData();
  for (const [name, value] of entry.fields) body.append(name, value);
  for (const name of ["reference", "client_id", "base"]) body.set(name, entry[name]);
  body.set("at", entry.at);
  body.set("csrf_token", token);
  for (const [n, photo] of photos.entries()) body.append("photos", new File([photo], `${n + 1}.jpg`, { type: "image/jpeg" }));
  return fetch(address, { method: "POST", body, redirect: "manual", signal: signal(entry.photos.length ? SLOW : QUICK) });
}

async function answered(entry, answer) {
  const { client_id } = entry;
  if (hasEnded(answer)) throw new Error(ENDED);
  if (answer.status === 413) return { refused: [{ client_id, says: entry.too_large }] };
  const said = await answer.json().catch(() => ({}));
  if (answer.ok && said.kept === client_id) return { kept: [{ client_id, entry, said }] };
  if (answer.status === 422 && said.says) return { refused: [{ client_id, says: said.says, faults: said.faults }] };
  return {}; // something is wrong with this one or with the office: those behind it still go
}

// Everything of this account that may go now. Tells what became of it: { state: "" | "ended" | "away", kept: [[entry, said]] }.
// Where two pages are open, one of them sends.
export async function sendAll(kept, { token, send }, { early = false, changed = () => {} } = {}) {
  const outcome = { state: "", kept: [] };
  const mayGo = (entry) => !entry.draft && !entry.refused && (early || entry.hold <= Date.now());
  const all = async () => {
    if (!(await kept.waiting(await kept.account())).mine.some(mayGo)) return;
    const fresh = await session(token);
    if (!fresh) throw new Error(ENDED);
    await kept.signedIn(fresh.account);
    const deliver = async ([entry]) => {
      const came = await answered(entry, await post(entry, await kept.queue.photosOf(entry), fresh.csrf_token, send));
      if (!came.kept && !came.refused) outcome.state = "away";
      for (const one of came.kept ?? []) outcome.kept.push([one.entry, one.said]);
      return came;
    };
    await kept.queue.send(deliver, { ready: (entry) => mayGo(entry) && entry.account === fresh.account, changed });
  };
  try {
    if (navigator.locks) await navigator.locks.request(kept.name, { ifAvailable: true }, (lock) => lock && all());
    else await all();
  } catch (error) {
    outcome.state = error.message === ENDED ? ENDED : "away";
  }
  return outcome;
}
