// A phone keeps things of one person alone: when somebody else signs in, they are erased. Who signs out hears of what has not gone.
const OWNER = "compagnon-owner", UNSENT = "compagnon-unsent";
const person = document.querySelector("meta[name=person]");

self.eraseKept = async () => {
  localStorage.removeItem(OWNER);
  localStorage.removeItem(UNSENT);
  indexedDB.deleteDatabase("compagnon-outbox");
  for (const name of await (self.caches?.keys() ?? [])) if (name.startsWith("compagnon")) await caches.delete(name);
  for (const worker of await (navigator.serviceWorker?.getRegistrations() ?? [])) await worker.unregister();
};

const owner = localStorage.getItem(OWNER);
self.othersErased = owner && owner !== person.content ? self.eraseKept() : Promise.resolve();

document.addEventListener("submit", (event) => {
  const leaves = event.target.getAttribute("action")?.endsWith("/sign-out/");
  if (leaves && Number(localStorage.getItem(UNSENT)) && !confirm(person.dataset.unsent)) event.preventDefault();
});
