// Keeps photographs chosen on a screen on this device until the server has them: a page that closes without a connection loses none.
const PAGES = "pages";

const within = (act) => new Promise((done, fail) => {
  const asked = indexedDB.open("compagnon-pages", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore(PAGES);
  asked.onerror = () => fail(asked.error);
  asked.onsuccess = () => {
    const kept = asked.result.transaction(PAGES, "readwrite"), answer = act(kept.objectStore(PAGES));
    kept.oncomplete = () => { asked.result.close(); done(answer.result); };
    kept.onerror = () => fail(kept.error);
  };
});

class KeepPages extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.own = this.dataset.of.split(":")[0];
    this.inputs = [...this.form.querySelectorAll("input[type=file]")];
    this.form.addEventListener("change", (event) => event.target.type === "file" && this.keep());
    this.form.addEventListener("had", () => this.forget());
    this.restore().catch(() => {}); // a browser that keeps nothing for this site: the page still sends what was chosen
  }

  async keep() {
    if (sessionStorage.getItem("compagnon-shared-device")) return;
    const chosen = this.inputs.map((input) => [...input.files].map((file) => ({ name: file.name, type: file.type, bytes: file })));
    await within((store) => store.put(chosen, this.dataset.of)).catch(() => {});
  }

  forget() { within((store) => store.delete(this.dataset.of)).catch(() => {}); }

  async restore() {
    const keys = await within((store) => store.getAllKeys());
    for (const key of keys) if (!key.startsWith(`${this.own}:`)) await within((store) => store.delete(key));
    const chosen = await within((store) => store.get(this.dataset.of));
    if (!chosen?.some((files) => files.length)) return;
    chosen.forEach((files, place) => {
      const given = new DataTransfer();
      for (const { name, type, bytes } of files) given.items.add(new File([bytes], name, { type }));
      if (this.inputs[place]) this.inputs[place].files = given.files;
    });
    this.hidden = false;
  }
}
customElements.define("keep-pages", KeepPages);
