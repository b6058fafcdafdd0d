// What must reach the office exactly once: a report, an entry at a gate, a visit, a check at a door. Each is kept sealed on
// this device, with its photos, under an id made here, until the office said that it keeps it. An item is
// { client_id, made, …fields }; `photos` are the names of its own, `draft` is not finished, `refused` waits for somebody to put
// it right. What cannot be sealed is not left in the open: it waits in this page alone (`unkept`), and the browser asks before
// the page is closed.
import { newId } from "./sealed.js";

const photoId = (name) => `photo:${name}`;

export class Queue {
  #held = new Map();
  #ask = (event) => { if (this.#held.size) event.preventDefault(); };
  #sending = null;

  // Each item has a place of its own, so that two open pages do not write over one another.
  constructor(sealed, prefix) {
    Object.assign(this, { sealed, prefix });
  }

  // Written and left to the queue, whether it can be sealed or not.
  async add(fields) {
    const item = { ...fields, client_id: newId(), made: Date.now() };
    await this.put(item).catch(() => {
      item.unkept = true;
      this.#hold(item);
      addEventListener("beforeunload", this.#ask);
    });
    return item;
  }

  // An item, and photos that are new to it ({ name: bytes }): all of it is kept, or nothing, and this throws.
  put(item, photos = {}) {
    return this.sealed.putAll([[this.#idOf(item), item], ...Object.entries(photos).map(([name, bytes]) => [photoId(name), bytes])]);
  }

  // What an earlier version left in the open under keys that begin so; where it cannot be sealed it stays there until it is sent.
  async adopt(prefix, read = (item) => item) {
    for (const key of Object.keys(localStorage).filter((one) => one.startsWith(prefix))) {
      const item = read(JSON.parse(localStorage.getItem(key)));
      await this.put(item).then(() => localStorage.removeItem(key), () => this.#hold({ ...item, open: key }));
    }
  }

  // Oldest first.
  async waiting() {
    const sealed = await this.sealed.all(this.prefix).catch(() => []); // no storage at all: nothing is there
    return [...sealed.map(([, item]) => item), ...this.#held.values()].sort((a, b) => a.made - b.made);
  }

  async photosOf({ photos = [] }) {
    return (await Promise.all(photos.map((name) => this.sealed.get(photoId(name))))).filter(Boolean);
  }

  dropPhoto(name) {
    return this.sealed.delete(photoId(name));
  }

  async drop({ client_id, photos = [] }) {
    const held = this.#held.get(client_id);
    this.#held.delete(client_id);
    if (held?.open) localStorage.removeItem(held.open);
    if (!held) await this.sealed.delete(this.#idOf({ client_id }), ...photos.map(photoId));
  }

  // Sends what waits and may go, a batch after the other and each once; one sending at a time. deliver(items) gives
  // { kept: [{ client_id }], refused: [{ client_id, says, faults }] }; what is in neither waits on. It throws when nothing behind can
  // arrive either, and so does this. changed() follows each.
  send(deliver, { atOnce = 1, ready = () => true, changed = () => {} } = {}) {
    this.#sending ??= this.#all(deliver, atOnce, ready, changed).finally(() => { this.#sending = null; });
    return this.#sending;
  }

  async #all(deliver, atOnce, ready, changed) {
    const answers = { kept: [], refused: [] };
    const tried = new Set();
    for (;;) {
      const left = (await this.waiting()).filter((item) => !item.draft && !item.refused && !tried.has(item.client_id) && ready(item));
      if (!left.length) return answers;
      const batch = new Map(left.slice(0, atOnce).map((item) => [item.client_id, item]));
      for (const id of batch.keys()) tried.add(id);
      const { kept = [], refused = [] } = await deliver([...batch.values()]);
      for (const one of kept) await this.drop(batch.get(one.client_id));
      for (const one of refused) await this.#refuse(batch.get(one.client_id), { refused: one.says, faults: one.faults });
      answers.kept.push(...kept);
      answers.refused.push(...refused);
      await changed();
    }
  }

  // Nothing is made anew of one that is gone meanwhile.
  async #refuse({ client_id }, why) {
    const held = this.#held.get(client_id);
    if (held) { Object.assign(held, why); return; }
    const kept = await this.sealed.get(this.#idOf({ client_id }));
    if (kept) await this.put({ ...kept, ...why });
  }

  #hold(item) {
    this.#held.set(item.client_id, item);
  }

  #idOf({ client_id }) {
    return this.prefix + client_id;
  }
}
