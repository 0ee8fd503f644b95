// A phone keeps things of one person alone: when somebody else signs in, they are erased. Who signs out hears of what has not gone.
const OWNER = "compagnon-owner", UNSENT = "compagnon-unsent", KEPT = "compagnon-pocket";
const LONGEST = 3000; // milliseconds that erasing may hold up a sign-out
const person = document.querySelector("meta[name=person]");

self.eraseKept = async () => {
  for (const name of [OWNER, UNSENT, KEPT]) localStorage.removeItem(name);
  await new Promise((done) => { const asked = indexedDB.deleteDatabase("compagnon-outbox"); asked.onsuccess = asked.onerror = asked.onblocked = done; });
  for (const name of await (self.caches?.keys() ?? [])) if (name.startsWith("compagnon")) await caches.delete(name);
  for (const worker of await (navigator.serviceWorker?.getRegistrations() ?? [])) await worker.unregister();
};

const owner = localStorage.getItem(OWNER);
self.othersErased = owner && owner !== person.content ? self.eraseKept() : Promise.resolve();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.getAttribute("action")?.endsWith("/sign-out/") || localStorage.getItem(OWNER) !== person.content) return;
  event.preventDefault();
  if (Number(localStorage.getItem(UNSENT)) && !confirm(person.dataset.unsent)) return;
  Promise.race([self.eraseKept(), new Promise((done) => setTimeout(done, LONGEST))]).finally(() => form.submit());
});
