// Without a network it gives the pocket file as it was kept, and a sentence in place of every other page.
const { page: PAGE, offline: OFFLINE, passage: PASSAGE } = self.pocket;
const CACHE = "compagnon-pocket", PATIENCE = 6000;
const NEVER_CHANGES = /\.[0-9a-f]{12}\.\w+$/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("sync", (event) => event.waitUntil(self.outbox.send(PASSAGE).then((state) => { if (state === "later") throw new Error(state); })));

const found = (address) => caches.match(address, { cacheName: CACHE, ignoreVary: true });

async function kept(address) {
  const until = (await found(PAGE))?.headers.get("X-Kept-Until");
  const today = new Date().toLocaleDateString("sv"); // the day here, as 2027-03-04
  if (until && today > until) await letGo(); // the stay is over
  return found(address);
}

async function letGo() {
  const cache = await caches.open(CACHE);
  for (const { url } of await cache.keys()) {
    const { pathname } = new URL(url);
    if (pathname.startsWith("/me/") && pathname !== OFFLINE) await cache.delete(url, { ignoreVary: true });
  }
}

async function fromNetwork(request, path) {
  const slow = path === PAGE && new Promise((done) => setTimeout(done, PATIENCE)).then(() => kept(path));
  const asked = fetch(request);
  asked.catch(() => {}); // told below, unless the kept page was faster
  const first = slow ? await Promise.race([asked, slow]) : await asked;
  const answer = first ?? await asked;
  return answer.status >= 500 ? (await kept(path)) ?? answer : answer;
}

async function page(request, path) {
  try { return await fromNetwork(request, path); } catch { return (await kept(path)) ?? (await kept(OFFLINE)) ?? Response.error(); }
}

async function part(request, path) {
  if (NEVER_CHANGES.test(path)) return (await found(path)) ?? fetch(request);
  return fetch(request).catch(async () => (await kept(path)) ?? Response.error());
}

self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== self.location.origin || pathname === PASSAGE) return;
  event.respondWith((event.request.mode === "navigate" ? page : part)(event.request, pathname));
});
