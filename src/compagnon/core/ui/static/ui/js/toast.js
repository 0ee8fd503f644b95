// A quiet sentence that leaves by itself; it waits while somebody reads it with the pointer or the focus on it.
class ToastLine extends HTMLElement {
  connectedCallback() {
    this.querySelector("button.needs-script")?.addEventListener("click", () => this.remove());
    if (this.dataset.kind === "danger" || this.querySelector("a, form")) return; // these wait to be read
    this.wait();
    for (const moment of ["pointerenter", "focusin"]) this.addEventListener(moment, () => clearTimeout(this.timer));
    for (const moment of ["pointerleave", "focusout"]) this.addEventListener(moment, () => this.wait());
  }

  disconnectedCallback() { clearTimeout(this.timer); }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.remove(), 8000);
  }
}
customElements.define("toast-line", ToastLine);
