// What a page that works without a network keeps on this phone, sealed: whose phone it is now (`me`), the list of today
// (`list`, for a day), and what is not finished or waits to be sent (`queue`). The list goes by itself; what somebody wrote
// goes only when the server confirmed it, or by the hand of the account that wrote it.
import { Queue } from "./queue.js";
import { Sealed, canSeal } from "./sealed.js";

const A_DAY = 24 * 3600 * 1000;
const BACK = 5 * 60 * 1000; // what a clock may be put right by

export const isSupported = Boolean(canSeal && navigator.serviceWorker);

// `name`: what is kept here, such as "visits".
export class Kept {
  constructor(name) {
    this.name = `kaigong-${name}`;
    this.sealed = new Sealed(this.name);
    this.queue = new Queue(this.sealed, "entry:");
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

  // What is not sent: mine, and how many of other accounts.
  async waiting(mine) {
    const all = await this.queue.waiting();
    return { mine: all.filter((entry) => entry.account === mine), others: all.filter((entry) => entry.account !== mine).length };
  }
}
