"""What lies on a phone of the office's pages: every store a script can write to, as somebody who has found the phone reads it."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

READ = """async () => {
  const ask = (request) => new Promise((ok, no) => { request.onsuccess = () => ok(request.result); request.onerror = () => no(request.error); });
  const keys = [], ids = {}, parts = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
  let size = 0;
  const plain = (value) => {
    if (value instanceof CryptoKey) { keys.push(value); return "key"; }
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) { size += value.byteLength; return new TextDecoder().decode(value); }
    if (value && typeof value === "object") return Object.values(value).map(plain).join(" ");
    return String(value);
  };
  for (const { name } of await indexedDB.databases()) {
    const database = await ask(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const records = database.transaction(store).objectStore(store);
      const [found, names] = await Promise.all([ask(records.getAll()), ask(records.getAllKeys())]);
      ids[`${name} ${store}`] = names;
      parts.push(...names, ...found.map(plain));
    }
    database.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) parts.push(request.url, await (await cache.match(request)).text());
  }
  const exported = await Promise.all(keys.map((key) => crypto.subtle.exportKey("raw", key).then(() => "exported", (error) => error.name)));
  return { text: parts.join("\\n"), ids, size, exported };
}"""


@dataclass(frozen=True)
class Found:
    """All of it as text, the ids by store, how many bytes are sealed, and what each key says when asked to come out."""

    text: str
    ids: dict[str, list[str]]
    size: int
    exported: list[str]

    def must_be_sealed(self, *words: str) -> None:
        """There is something, none of the words is readable, and no key can be taken out."""
        assert self.size > 0 and set(self.exported) == {"InvalidAccessError"}
        assert not [word for word in words if word in self.text]

    @property
    def visits(self) -> list[str]:
        return self.ids.get("kaigong-visits records", [])

    @property
    def gates(self) -> list[str]:
        found = self.ids.get("kaigong-gates records", [])
        return [one for one in found if one.startswith("entry:")]

    @property
    def queue(self) -> list[str]:
        return self.ids.get("queue records", [])


def lies_on(page: Page) -> Found:
    return Found(**page.evaluate(READ))
