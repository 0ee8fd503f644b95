// Saves the form around it a moment after the last key, and says so. The form names where: data-autosave="/address".
// The address answers 422 when a field must be mended first, 409 when somebody else has saved meanwhile.
class AutoSave extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.form?.addEventListener("input", this.later = () => { clearTimeout(this.timer); this.timer = setTimeout(() => this.save(), 1200); });
    this.form?.addEventListener("submit", this.stop = () => clearTimeout(this.timer));
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.form?.removeEventListener("input", this.later);
    this.form?.removeEventListener("submit", this.stop);
  }

  async save() {
    this.say("saving", this.dataset.saving);
    try {
      const answer = await fetch(this.form.dataset.autosave, {
        method: "POST", body: new FormData(this.form), headers: { "X-Autosave": "1" }, redirect: "error",
      });
      if (answer.status === 422) return this.say("failed", this.dataset.refused);
      if (answer.status === 409) return this.say("failed", this.dataset.changed);
      if (!answer.ok) throw new Error(String(answer.status));
      const edition = answer.headers.get("X-Edition");
      if (edition && this.form.elements.edition) this.form.elements.edition.value = edition;
      const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
      this.say("saved", this.dataset.saved.replace("{time}", time));
    } catch {
      this.say("failed", this.dataset.failed);
    }
  }

  say(state, words) {
    this.dataset.state = state;
    this.querySelector("span").textContent = words;
  }
}
customElements.define("auto-save", AutoSave);
