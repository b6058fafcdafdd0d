// What the visits keep on this phone, sealed: whose phone it is now (`me`), the list of today (`list`, for a day), what
// is not finished or waits to be sent (`entry:…` with `photo:…`). The list goes by itself; what somebody wrote goes only
// when the server confirmed it, or by the hand of the account that wrote it.
import { Sealed, canSeal } from "./sealed.js";

const sealed = new Sealed("kaigong-visits");
const A_DAY = 24 * 3600 * 1000;
const BACK = 5 * 60 * 1000; // what a clock may be put right by

export const isSupported = Boolean(canSeal && navigator.serviceWorker);

export const account = async () => (await sealed.get("me"))?.account ?? "";

// Somebody is signed in here. Of whoever was before, the list goes; what waits stays for that account.
export async function signedIn(name) {
  if ((await account()) === name) return;
  await sealed.delete("list");
  await sealed.put("me", { account: name });
}

// On any other page of staff: nothing is begun, but what is too old or of another account goes.
export async function seen(name) {
  const was = await account();
  if (was && was !== name) await forget();
  await list();
}

export const forget = () => sealed.delete("me", "list");

export const keepList = (answer) => sealed.put("list", { ...answer, fetched: Date.now() });

// The list of today, unless it was fetched more than a day ago, or in a future that the clock was put back from.
export async function list() {
  const kept = await sealed.get("list");
  if (!kept) return null;
  const age = Date.now() - kept.fetched;
  if (age <= A_DAY && age >= -BACK) return kept;
  await sealed.delete("list");
  return null;
}

// What is not sent, the oldest first: mine (those not finished have `draft`), and how many of other accounts.
export async function waiting(mine) {
  const all = (await sealed.all("entry:")).map(([, entry]) => entry).sort((a, b) => a.made - b.made);
  return { mine: all.filter((entry) => entry.account === mine), others: all.filter((entry) => entry.account !== mine).length };
}

const idOf = (entry) => `entry:${entry.client_id}`;
const photoIds = (entry) => entry.photos.map((name) => `photo:${name}`);

// An entry, and photos that are new to it ({ name: bytes }, the names among its own): all of it is kept, or nothing.
export const putEntry = (entry, added = {}) => sealed.putAll([[idOf(entry), entry], ...Object.entries(added).map(([name, bytes]) => [`photo:${name}`, bytes])]);

export const dropPhoto = (name) => sealed.delete(`photo:${name}`);

// Nothing is made anew of one that is gone meanwhile.
export async function change(entry, values) {
  const kept = await sealed.get(idOf(entry));
  if (kept) await sealed.put(idOf(entry), { ...kept, ...values });
}

export const photosOf = async (entry) => (await Promise.all(photoIds(entry).map((id) => sealed.get(id)))).filter(Boolean);

export const drop = (entry) => sealed.delete(idOf(entry), ...photoIds(entry));
