// What must reach the office exactly once: kept sealed on this device, under an id made here, until the server said it keeps it.
// put() returns only when the item is stored. An item leaves only when the server named its id as kept, or by drop().
// deliver(items) sends; it gives { kept: [{ client_id }], refused: [{ client_id, says }] }, or throws when it did not arrive.
import { Sealed } from "./sealed.js";

const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

export class Queue {
  constructor(name, deliver, { atOnce = 50 } = {}) {
    this.prefix = `queue:${name}:`;
    this.sealed = new Sealed("queue");
    this.deliver = deliver;
    this.atOnce = atOnce;
    this.sending = null;
  }

  // Each item has a place of its own, so that two open pages do not write over one another. Throws when nothing can be kept.
  async put(fields) {
    const item = { ...fields, client_id: newId(), made: Date.now() };
    await this.sealed.put(this.prefix + item.client_id, item);
    return item;
  }

  drop(id) {
    return this.sealed.delete(this.prefix + id);
  }

  // Oldest first; those the server refused have `refused`, and wait for somebody to put them right.
  async waiting() {
    await this.#adopt();
    const found = await this.sealed.all(this.prefix);
    return found.map(([, item]) => item).sort((a, b) => a.made - b.made);
  }

  // What an earlier version left in the open is sealed too.
  async #adopt() {
    for (const key of Object.keys(localStorage).filter((one) => one.startsWith(this.prefix))) {
      await this.sealed.put(key, JSON.parse(localStorage.getItem(key)));
      localStorage.removeItem(key);
    }
  }

  // Sends what waits, a batch after the other; one sending at a time. Throws what deliver throws: then all of it still waits.
  send() {
    this.sending ??= this.#all().finally(() => { this.sending = null; });
    return this.sending;
  }

  async #all() {
    const answers = { kept: [], refused: [] };
    for (;;) {
      const batch = (await this.waiting()).filter((item) => !item.refused).slice(0, this.atOnce);
      if (!batch.length) return answers;
      const { kept, refused } = await this.deliver(batch.map(({ made, ...item }) => ({ ...item, seconds_ago: Math.max(0, Math.round((Date.now() - made) / 1000)) })));
      for (const one of kept) await this.drop(one.client_id);
      for (const one of refused) {
        const item = batch.find((waits) => waits.client_id === one.client_id);
        if (item) await this.sealed.put(this.prefix + item.client_id, { ...item, refused: one.says });
      }
      answers.kept.push(...kept);
      answers.refused.push(...refused);
      if (kept.length + refused.length < batch.length) return answers; // the rest waits for the next time
    }
  }
}
