// Records that only this browser can read: kept in IndexedDB, sealed with an AES-GCM key that no script can take out of it.
// A value is whatever JSON holds, or bytes. An id stands in the open: it never says anything about anybody.
const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

export const canSeal = Boolean(globalThis.isSecureContext && globalThis.indexedDB && globalThis.crypto?.subtle);
export const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

export class Sealed {
  constructor(name) {
    this.name = name;
    this.opened = null;
  }

  // One record, or several as [id, value] pairs: all of them are on the disk when this returns, or none.
  put(id, value) {
    return this.putAll([[id, value]]);
  }

  async putAll(pairs) {
    const key = await this.#key();
    const sealed = await Promise.all(pairs.map(async ([id, value]) => {
      const isBytes = value instanceof Uint8Array;
      const plain = isBytes ? value : new TextEncoder().encode(JSON.stringify(value));
      const iv = crypto.getRandomValues(new Uint8Array(12));
      return { id, iv, isBytes, data: await crypto.subtle.encrypt(this.#way(iv, id), key, plain) };
    }));
    await this.#write((records) => sealed.forEach((record) => records.put(record)));
  }

  async get(id) {
    const record = await this.#read((records) => records.get(id));
    return record && this.#open(record);
  }

  // Those whose id begins so, as [id, value] pairs. One that cannot be read stays where it is.
  async all(prefix = "") {
    const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
    const records = await this.#read((found) => found.getAll(range));
    const values = await Promise.allSettled(records.map((record) => this.#open(record)));
    return records.map((record, n) => [record.id, values[n]]).filter(([, value]) => value.status === "fulfilled").map(([id, { value }]) => [id, value]);
  }

  async delete(...ids) {
    await this.#write((records) => ids.forEach((id) => records.delete(id)));
  }

  #way(iv, id) {
    return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(id) };
  }

  async #open({ id, iv, isBytes, data }) {
    const plain = new Uint8Array(await crypto.subtle.decrypt(this.#way(iv, id), await this.#key(), data));
    return isBytes ? plain : JSON.parse(new TextDecoder().decode(plain));
  }

  // Made once, in one transaction, so that two pages that open at the same time have the same one.
  async #key() {
    const database = await this.#database();
    const known = await done(database.transaction("keys").objectStore("keys").get("key"));
    if (known) return known;
    const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    const keys = database.transaction("keys", "readwrite", { durability: "strict" }).objectStore("keys");
    return (await done(keys.get("key"))) ?? (await done(keys.put(made, "key")), made);
  }

  #database() {
    this.opened ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(this.name, 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore("keys");
        request.result.createObjectStore("records", { keyPath: "id" });
      };
      request.onsuccess = () => {
        request.result.onversionchange = () => { request.result.close(); this.opened = null; };
        request.result.onclose = () => { this.opened = null; };
        resolve(request.result);
      };
      request.onerror = () => { this.opened = null; reject(request.error); };
    });
    return this.opened;
  }

  async #read(ask) {
    return done(ask((await this.#database()).transaction("records").objectStore("records")));
  }

  async #write(change) {
    const transaction = (await this.#database()).transaction("records", "readwrite", { durability: "strict" });
    change(transaction.objectStore("records"));
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
  }
}
