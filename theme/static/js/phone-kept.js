// What a page that works without a network keeps on this phone, sealed: whose phone it is now (`me`), the list of today
// (`list`, for a day), what is not finished or waits to be sent (`entry:…` with `photo:…`). The list goes by itself; what
// somebody wrote goes only when the server confirmed it, or by the hand of the account that wrote it.
import { Sealed, canSeal } from "./sealed.js";

const A_DAY = 24 * 3600 * 1000;
const BACK = 5 * 60 * 1000; // what a clock may be put right by

export const isSupported = Boolean(canSeal && navigator.serviceWorker);

const idOf = (entry) => `entry:${entry.client_id}`;
const photoIds = (entry) => entry.photos.map((name) => `photo:${name}`);

// `name`: what is kept here, such as "visits".
export class Kept {
  constructor(name) {
    this.name = `kaigong-${name}`;
    this.sealed = new Sealed(this.name);
  }

  async account() {
    return (await this.sealed.get("me"))?.account ?? "";
  }

  // Somebody is signed in here. Of whoever was before, the list goes; what waits stays for that account.
  async signedIn(name) {
    if ((await this.account()) === name) return;
    await this.sealed.delete("list");
    await this.sealed.put("me", { account: name });
  }

  // On any other page of staff: nothing is begun, but what is too old or of another account goes.
  async seen(name) {
    const was = await this.account();
    if (was && was !== name) await this.forget();
    await this.list();
  }

  forget() {
    return this.sealed.delete("me", "list");
  }

  keepList(answer) {
    return this.sealed.put("list", { ...answer, fetched: Date.now() });
  }

  // The list of today, unless it was fetched more than a day ago, or in a future that the clock was put back from.
  async list() {
    const kept = await this.sealed.get("list");
    if (!kept) return null;
    const age = Date.now() - kept.fetched;
    if (age <= A_DAY && age >= -BACK) return kept;
    await this.sealed.delete("list");
    return null;
  }

  // What is not sent, the oldest first: mine (those not finished have `draft`), and how many of other accounts.
  async waiting(mine) {
    const all = (await this.sealed.all("entry:")).map(([, entry]) => entry).sort((a, b) => a.made - b.made);
    return { mine: all.filter((entry) => entry.account === mine), others: all.filter((entry) => entry.account !== mine).length };
  }

  // An entry, and photos that are new to it ({ name: bytes }, the names among its own): all of it is kept, or nothing.
  putEntry(entry, added = {}) {
    return this.sealed.putAll([[idOf(entry), entry], ...Object.entries(added).map(([name, bytes]) => [`photo:${name}`, bytes])]);
  }

  dropPhoto(name) {
    return this.sealed.delete(`photo:${name}`);
  }

  // Nothing is made anew of one that is gone meanwhile.
  async change(entry, values) {
    const kept = await this.sealed.get(idOf(entry));
    if (kept) await this.sealed.put(idOf(entry), { ...kept, ...values });
  }

  async photosOf(entry) {
    return (await Promise.all(photoIds(entry).map((id) => this.sealed.get(id)))).filter(Boolean);
  }

  drop(entry) {
    return this.sealed.delete(idOf(entry), ...photoIds(entry));
  }
}
