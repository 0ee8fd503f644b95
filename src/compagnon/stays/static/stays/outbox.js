// What was written on this phone and has not gone: kept in the browser's own store, sent in its order, each once.
// The page and the worker share it; a lock lets one of them send at a time. What the server cannot take just now waits
// and holds up nothing else; only without a network, or signed out, everything waits.
self.outbox = (() => {
  const NAME = "compagnon-outbox", THINGS = "things", LATER = [403, 408, 429];

  const within = (act, mode = "readwrite") => new Promise((done, fail) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(THINGS, { keyPath: "id", autoIncrement: true });
    asked.onerror = () => fail(asked.error);
    asked.onsuccess = () => {
      const kept = asked.result.transaction(THINGS, mode), answer = act(kept.objectStore(THINGS));
      kept.oncomplete = () => { asked.result.close(); done(answer?.result); };
      kept.onabort = kept.onerror = () => { asked.result.close(); fail(kept.error); };
    };
  });
  const all = () => within((store) => store.getAll(), "readonly");
  const add = (things) => within((store) => { for (const thing of things) store.add(thing); });
  const put = (thing) => within((store) => store.put(thing));
  const remove = (id) => within((store) => store.delete(id));

  function tell(state) {
    const channel = new BroadcastChannel(NAME);
    channel.postMessage(state);
    channel.close();
  }

  async function passage(address) {
    const answer = await fetch(address, { redirect: "manual", cache: "no-store" });
    if (answer.type === "opaqueredirect" || answer.status === 404) return null; // signed out, or no participant
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }

  async function deliver(thing, token, things) {
    const body = new FormData();
    for (const [name, value] of thing.fields) body.append(name, value);
    if (thing.file) body.append("photo", thing.file, "photo.jpg");
    const answer = await fetch(thing.address, { method: "POST", body, headers: { "X-CSRFToken": token }, redirect: "manual" });
    if (answer.type === "opaqueredirect") return "over";
    if (answer.status >= 500 || LATER.includes(answer.status)) return "later";
    const { id, person, title } = thing;
    if (answer.ok) return put({ id, person, title, state: "sent", at: Date.now() }); // the words are at the server: not here any more
    const told = await answer.json().catch(() => ({}));
    if (told.retry && things.some((one) => one.state === "waiting" && one.fields.some(([name, value]) => name === "key" && value === told.entry))) return "later"; // its entry goes first
    const errors = Object.values(told.errors ?? {}).flat().map((one) => one.message ?? one);
    await put({ ...thing, state: "refused", why: told.sentence ?? errors.join(" ") });
  }

  async function sendAll(address) {
    const things = (await all()).filter((thing) => thing.state === "waiting");
    if (!things.length) return "done";
    const pass = await passage(address);
    if (!pass) return "over";
    let state = "done";
    for (const thing of things) {
      const told = thing.person === pass.person ? await deliver(thing, pass.token, things) : await remove(thing.id);
      if (told === "over") return told;
      if (told === "later") state = told;
      tell("sending");
    }
    return state;
  }

  async function send(address) {
    const alone = (act) => (navigator.locks ? navigator.locks.request(NAME, act) : act());
    const state = await alone(() => sendAll(address)).catch(() => "later"); // no network, or the server is ill: it stays
    tell(state);
    return state;
  }

  const again = async (id) => { const thing = (await all()).find((one) => one.id === id); if (thing) await put({ ...thing, state: "waiting", why: "" }); };
  const isReached = (address) => passage(address).then(() => true, () => false);

  return { NAME, all, add, put, remove, again, isReached, send };
})();
