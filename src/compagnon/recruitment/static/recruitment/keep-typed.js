// Keeps what is typed on a screen: at once on this device, then at the server; the device forgets it once the server has it.
// On a device that is not one's own, nothing is kept here.
const PLACE = "compagnon-typed:", SHARED = "compagnon-shared-device";
const isKept = (field) => field.name && !["file", "submit", "button"].includes(field.type) && !/^(csrf|then$)/.test(field.name);

class KeepTyped extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.place = PLACE + this.dataset.of;
    this.asksAboutDevice();
    this.forgetOthers();
    this.restore();
    this.form.addEventListener("input", () => this.typed());
    this.form.addEventListener("submit", (event) => this.go(event));
    addEventListener("online", this.back = () => this.comesBack());
    addEventListener("pagehide", this.leave = () => this.isOpen && navigator.sendBeacon(this.dataset.keep, this.words()));
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    removeEventListener("online", this.back);
    removeEventListener("pagehide", this.leave);
  }

  asksAboutDevice() {
    const asked = this.form.querySelector(".shared-device"), box = asked?.querySelector("input");
    if (!box) return;
    asked.hidden = false;
    box.checked = Boolean(sessionStorage.getItem(SHARED));
    box.addEventListener("change", () => {
      if (box.checked) sessionStorage.setItem(SHARED, "1"); else sessionStorage.removeItem(SHARED);
      if (box.checked) this.forget();
    });
  }

  forgetOthers() {
    const own = PLACE + this.dataset.of.split(":")[0];
    for (const key of Object.keys(localStorage)) if (key.startsWith(PLACE) && !key.startsWith(own)) localStorage.removeItem(key);
  }

  said() {
    const asked = [...this.form.elements].filter(isKept).filter((field) => !["checkbox", "radio"].includes(field.type) || field.checked);
    return asked.map((field) => [field.name, field.value]);
  }

  typed() {
    this.isOpen = true;
    if (!sessionStorage.getItem(SHARED)) localStorage.setItem(this.place, JSON.stringify(this.said()));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), 1000);
  }

  words() {
    const data = new FormData(this.form);
    for (const field of this.form.elements) if (field.type === "file") data.delete(field.name);
    return data;
  }

  forget() { localStorage.removeItem(this.place); }

  restore() {
    const kept = localStorage.getItem(this.place);
    if (!kept || kept === JSON.stringify(this.said())) return this.forget();
    const left = JSON.parse(kept);
    for (const field of [...this.form.elements].filter(isKept)) {
      const place = left.findIndex(([name, value]) => name === field.name && (!["checkbox", "radio"].includes(field.type) || value === field.value));
      if (["checkbox", "radio"].includes(field.type)) field.checked = place >= 0;
      else if (place >= 0) field.value = left[place][1];
      if (place >= 0) left.splice(place, 1);
    }
    this.say("restored");
    this.typed();
  }

  comesBack() {
    if (this.wanted) this.form.requestSubmit(this.wanted);
    else if (this.isOpen) this.save();
  }

  async save() {
    clearTimeout(this.timer);
    const sent = JSON.stringify(this.said());
    this.say("saving");
    try {
      const answer = await fetch(this.dataset.keep, { method: "POST", body: this.words(), redirect: "manual" });
      if (answer.type === "opaqueredirect") return this.say("over");
      if (!answer.ok) throw new Error(String(answer.status));
      if (sent === JSON.stringify(this.said())) { this.isOpen = false; this.forget(); }
      this.say("saved");
    } catch { this.fails(); }
  }

  async go(event) {
    event.preventDefault();
    if (this.going) return;
    this.going = true;
    this.wanted = event.submitter;
    clearTimeout(this.timer);
    this.say("saving");
    try {
      const answer = await fetch(this.form.action, { method: "POST", body: new FormData(this.form, event.submitter), headers: { "X-Go-On": "1" } });
      const next = answer.headers.get("X-Next");
      this.wanted = null;
      if (next) { this.isOpen = false; this.forget(); this.form.dispatchEvent(new Event("had")); location.assign(next); }
      else if (answer.redirected) location.assign(answer.url);
      else if (answer.status === 403) location.reload();
      else if (answer.status >= 500) throw new Error(String(answer.status));
      else this.show(await answer.text());
    } catch { this.going = false; this.fails(); }
  }

  show(page) {
    const main = new DOMParser().parseFromString(page, "text/html").querySelector("main");
    this.isOpen = false;
    document.querySelector("main").replaceWith(main);
    main.querySelector("[data-takes-focus]")?.focus();
  }

  fails() {
    this.isOpen = true;
    this.say(sessionStorage.getItem(SHARED) ? "lost" : "failed");
  }

  say(state) {
    const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    this.dataset.state = state === "lost" ? "failed" : state;
    this.querySelector("span").textContent = this.dataset[state].replace("{time}", time);
  }
}
customElements.define("keep-typed", KeepTyped);
