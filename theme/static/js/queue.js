// What must reach the office exactly once: kept sealed on this device, under an id made here, until the server said it keeps it.
// An item leaves only when the server named its id as kept, or by drop(). What cannot be sealed is not left in the open: it
// waits in this page alone (`unkept`), and the browser asks before the page is closed.
// deliver(items) sends those that are ready(); it gives { kept: [{ client_id }], refused: [{ client_id, says }] }, what is in
// neither waits on, or throws when nothing arrived. changed() follows each.
import { Sealed, newId } from "./sealed.js";

export class Queue {
  #unkept = new Map();
  #adopted = null;
  #ask = (event) => { if (this.#unkept.size) event.preventDefault(); };

  constructor(name, deliver, { atOnce = 50, ready = () => true, changed = () => {} } = {}) {
    Object.assign(this, { prefix: `queue:${name}:`, sealed: new Sealed("queue"), deliver, atOnce, ready, changed, sending: null });
  }

  // Each item has a place of its own, so that two open pages do not write over one another.
  async put(fields) {
    const item = { ...fields, client_id: newId(), made: Date.now() };
    try {
      await this.#seal(item);
    } catch {
      item.unkept = true;
      this.#unkept.set(item.client_id, item);
      addEventListener("beforeunload", this.#ask);
    }
    return item;
  }

  async drop(id) {
    if (!this.#unkept.delete(id)) await this.sealed.delete(this.prefix + id);
    else localStorage.removeItem(this.prefix + id);
  }

  // Oldest first; those the server refused have `refused`, and wait for somebody to put them right.
  async waiting() {
    await (this.#adopted ??= this.#adopt().catch(() => {})); // no storage at all: nothing is there
    const sealed = await this.sealed.all(this.prefix).catch(() => []);
    return [...sealed.map(([, item]) => item), ...this.#unkept.values()].sort((a, b) => a.made - b.made);
  }

  #seal(item) {
    return this.sealed.put(this.prefix + item.client_id, item);
  }

  // What an earlier version left in the open is sealed; where that cannot be, it stays where it is until it is sent.
  async #adopt() {
    for (const key of Object.keys(localStorage).filter((one) => one.startsWith(this.prefix))) {
      const item = JSON.parse(localStorage.getItem(key));
      await this.#seal(item).then(() => localStorage.removeItem(key), () => this.#unkept.set(item.client_id, item));
    }
  }

  // Sends what waits, a batch after the other and each once; one sending at a time. Throws what deliver throws.
  send() {
    this.sending ??= this.#all().finally(() => { this.sending = null; });
    return this.sending;
  }

  async #all() {
    const answers = { kept: [], refused: [] };
    const tried = new Set();
    for (;;) {
      const batch = (await this.waiting()).filter((item) => !item.refused && !tried.has(item.client_id) && this.ready(item)).slice(0, this.atOnce);
      if (!batch.length) return answers;
      for (const item of batch) tried.add(item.client_id);
      const { kept = [], refused = [] } = await this.deliver(batch.map(({ made, ...item }) => ({ ...item, seconds_ago: Math.max(0, Math.round((Date.now() - made) / 1000)) })));
      for (const one of kept) await this.drop(one.client_id);
      for (const one of refused) await this.#refuse(batch.find((item) => item.client_id === one.client_id), one.says);
      answers.kept.push(...kept);
      answers.refused.push(...refused);
      await this.changed();
    }
  }

  async #refuse(item, says) {
    if (!item) return;
    Object.assign(item, { refused: says });
    if (!this.#unkept.has(item.client_id)) await this.#seal(item);
  }
}
