// A list whose rows can be selected: counts them, selects all, shift selects a range, the bar shows when some are.
class SelectRows extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", (event) => this.changed(event));
    this.addEventListener("click", (event) => {
      if (event.target.matches(".pick input")) this.range(event);
      if (event.target.closest("[data-none]")) this.all(false);
    });
    document.addEventListener("htmx:afterSwap", this.count = this.count.bind(this));
    window.addEventListener("pageshow", this.count); // the browser may bring ticks back
    this.count();
  }

  disconnectedCallback() {
    document.removeEventListener("htmx:afterSwap", this.count);
    window.removeEventListener("pageshow", this.count);
  }

  get boxes() { return [...this.querySelectorAll("tbody .pick input")]; }

  changed(event) {
    if (event.target.matches("[data-all]")) this.all(event.target.checked);
    else this.count();
  }

  all(on) {
    for (const box of this.boxes) box.checked = on;
    this.count();
  }

  range(event) {
    const boxes = this.boxes;
    const here = boxes.indexOf(event.target);
    if (here < 0) return;
    if (event.shiftKey && this.last !== undefined) {
      for (const box of boxes.slice(Math.min(here, this.last), Math.max(here, this.last) + 1)) box.checked = event.target.checked;
    }
    this.last = here;
    this.count();
  }

  count() {
    const boxes = this.boxes;
    const some = boxes.filter((box) => box.checked).length;
    const all = this.querySelector("[data-all]");
    if (all) { all.checked = some > 0 && some === boxes.length; all.indeterminate = some > 0 && some < boxes.length; }
    this.toggleAttribute("data-any", some > 0);
    const words = some === 1 ? this.dataset.one : this.dataset.many.replace("{count}", some);
    const place = this.querySelector(".toolbar-count");
    if (place) place.textContent = words;
  }
}
customElements.define("select-rows", SelectRows);
