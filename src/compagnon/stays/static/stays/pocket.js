// The pocket file: kept on this phone when asked for, writes without a network, shows what waits and what has gone.
const OWNER = "compagnon-owner", UNSENT = "compagnon-unsent", CACHE = "compagnon-pocket";
const MOST = 6, DAY = 86_400_000, SOON = 2_000, SELDOM = 300_000; // ms

class PocketFile extends HTMLElement {
  async connectedCallback() {
    Object.assign(this, { person: this.dataset.person, list: this.querySelector(".outbox"), keeper: this.querySelector(".keeping") });
    await self.othersErased;
    this.addEventListener("submit", (event) => event.target.dataset.kind && this.write(event));
    this.addEventListener("click", (event) => this.press(event));
    this.addEventListener("change", (event) => event.target.setCustomValidity?.(""));
    this.channel = new BroadcastChannel(self.outbox.NAME);
    this.channel.onmessage = () => this.show().catch(() => {});
    addEventListener("online", this.back = () => { this.pause = 0; this.send(); });
    document.addEventListener("visibilitychange", this.seen = () => document.hidden || this.send());
    addEventListener("beforeinstallprompt", this.offer = (event) => { event.preventDefault(); this.install = event; for (const one of this.querySelectorAll("[data-act=install]")) one.hidden = false; });
    this.openWeeks();
    await this.send(); // what was written goes before anything is fetched
    if (!this.keeper) return; // no stay: nothing to keep, but what was written can still go
    this.keeper.hidden = !navigator.serviceWorker;
    if (this.isKept()) await this.keep().catch(() => {}); // without a network it stays as it was kept
    else this.tellKeeping("off");
  }

  disconnectedCallback() {
    this.channel?.close();
    for (const [name, heard] of [["online", this.back], ["beforeinstallprompt", this.offer]]) removeEventListener(name, heard);
    document.removeEventListener("visibilitychange", this.seen);
  }

  isKept() { return localStorage.getItem(OWNER) === this.person && localStorage.getItem(CACHE) === "on"; }

  /** Forms of weeks that come later open on their day; a day of the logbook is at most today, whenever the page was kept. */
  openWeeks() {
    const today = new Date().toLocaleDateString("sv"), day = this.querySelector("[name=day]");
    for (const week of this.querySelectorAll("[data-opens]")) week.hidden = week.dataset.opens > today;
    if (!day) return;
    day.max = today < this.dataset.last ? today : this.dataset.last;
    if (day.min <= day.max) day.value = day.max;
  }

  press(event) {
    const { act, id } = event.target.closest("[data-act]")?.dataset ?? {};
    if (act === "keep") this.begin().catch(() => this.tellKeeping("failed"));
    if (act === "erase" && (!Number(localStorage.getItem(UNSENT)) || confirm(this.dataset.sure))) this.erase();
    if (act === "install") this.install?.prompt();
    if (act === "again") self.outbox.again(Number(id)).then(() => this.send());
    if (act === "drop") self.outbox.remove(Number(id)).then(() => this.show());
  }

  async begin() {
    localStorage.setItem(OWNER, this.person);
    localStorage.setItem(CACHE, "on");
    await navigator.storage?.persist?.();
    await this.keep();
  }

  async keep() {
    await navigator.serviceWorker.register(this.dataset.worker, { scope: this.dataset.scope, updateViaCache: "none" });
    const parts = [...document.querySelectorAll("link[href]:not([rel=manifest]), script[src]")].map((one) => one.href || one.src);
    const seen = performance.getEntriesByType("resource").map((one) => one.name).filter((name) => name.includes("/static/"));
    const papers = [...this.querySelectorAll("a[data-kept]")].map((one) => one.href);
    const wanted = new Set([this.dataset.page, this.dataset.offline, ...papers, ...parts, ...seen].map((one) => new URL(one, location).href.split("#")[0]));
    const cache = await caches.open(CACHE);
    await Promise.all([...wanted].map(async (address) => {
      const answer = await fetch(address, { redirect: "manual", cache: "no-cache" });
      if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
      await cache.put(address, answer);
    }));
    for (const { url } of await cache.keys()) if (!wanted.has(url)) await cache.delete(url, { ignoreVary: true });
    this.tellKeeping("on");
  }

  async erase() { await self.eraseKept(); this.tellKeeping("off"); await this.show(); }

  tellKeeping(state) { this.keeper.dataset.state = state; for (const one of this.keeper.querySelectorAll("[data-when]")) one.hidden = !one.dataset.when.split(" ").includes(state); }

  async write(event) {
    const form = event.target;
    event.preventDefault();
    if (this.writing) return;
    this.writing = true;
    try {
      const things = await this.things(form);
      if (!things) return;
      await self.outbox.add(things);
      localStorage.setItem(OWNER, this.person);
      form.reset();
      form.closest("details").open = false;
      if (form.dataset.kind === "check_in") form.closest("[data-opens]").dataset.opens = "9999";
      this.openWeeks();
      await this.show();
      this.list.closest("section").scrollIntoView({ block: "nearest" });
      navigator.serviceWorker?.getRegistration().then((one) => one?.sync?.register("compagnon-outbox")).catch(() => {});
    } catch { await this.cannotKeep(form); }
    finally { this.writing = false; }
    await this.send();
  }

  /** The browser keeps nothing more for this site: with a network the form goes as it is, without one the words stay in it. */
  async cannotKeep(form) {
    if (await self.outbox.isReached(this.dataset.passage)) form.submit();
    else this.querySelector("#full").hidden = false;
  }

  /** What a form says, as it is sent later: the answer first, then its pictures, each with a key of its own. */
  async things(form) {
    const said = [...new FormData(form)].filter(([name]) => !["csrfmiddlewaretoken", "photos", "key", "told_at"].includes(name));
    const given = [...(form.elements.photos?.files ?? [])], pictures = await Promise.all(given.map(self.smallerPicture));
    if (pictures.length > MOST || pictures.includes(null)) {
      form.elements.photos.setCustomValidity(pictures.length > MOST ? this.dataset.most : this.dataset.picture);
      form.elements.photos.reportValidity();
      return null;
    }
    const { person } = this, { kind, send: address } = form.dataset, key = crypto.randomUUID();
    const title = form.dataset.title.replace("{day}", form.elements.day ? new Date(form.elements.day.value).toLocaleDateString(document.documentElement.lang, { weekday: "long", day: "numeric", month: "long" }) : "");
    const thing = (fields, more) => ({ person, address, title, state: "waiting", at: Date.now(), fields, ...more });
    const first = thing([["kind", kind], ["key", key], ["told_at", new Date().toISOString()], ...said], { words: form.elements.text?.value ?? form.elements.sentence?.value });
    return [first, ...pictures.map((file) => thing([["kind", "photo"], ["key", crypto.randomUUID()], ["entry", key]], { file, title: this.dataset.photo, words: "" }))];
  }

  async send() {
    const state = await self.outbox.send(this.dataset.passage);
    this.querySelector("#signed-out").hidden = state !== "over";
    clearTimeout(this.trial); // again by itself: a phone says that it has a network before it has one, and never that the server is well
    this.pause = state === "later" ? Math.min(this.pause * 2 || SOON, SELDOM) : 0;
    if (this.pause && this.isConnected) this.trial = setTimeout(() => this.send(), this.pause);
    await this.show();
  }

  async show() {
    const things = (await self.outbox.all()).filter((one) => one.person === this.person);
    for (const one of things) if (one.state === "sent" && Date.now() - one.at > DAY) await self.outbox.remove(one.id);
    const shown = things.filter((one) => one.state !== "sent" || Date.now() - one.at <= DAY);
    localStorage.setItem(UNSENT, String(things.filter((one) => one.state !== "sent").length));
    this.list.replaceChildren(...shown.map((one) => this.row(one)));
    this.list.closest("section").hidden = !shown.length;
  }

  row(thing) {
    const row = this.querySelector(`template[data-for=${thing.state}]`).content.firstElementChild.cloneNode(true);
    row.querySelector(".todo-title").textContent = thing.title;
    row.querySelector(".todo-words").textContent = thing.words ?? "";
    if (thing.why) row.querySelector(".todo-why").textContent = thing.why;
    for (const one of row.querySelectorAll("[data-act]")) one.dataset.id = thing.id;
    return row;
  }
}
customElements.define("pocket-file", PocketFile);
