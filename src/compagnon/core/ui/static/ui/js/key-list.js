// Rows by keyboard: j and k move, x selects, Enter opens. Typing in a field is left alone.
class KeyList extends HTMLElement {
  connectedCallback() {
    document.addEventListener("keydown", this.pressed = this.pressed.bind(this));
    if (!this.querySelector("a, button, input")) this.tabIndex = 0; // else nobody could scroll a wide table by keys
  }

  disconnectedCallback() { document.removeEventListener("keydown", this.pressed); }

  get rows() { return [...this.querySelectorAll("tbody > tr")]; }
  get here() { return this.querySelector("tr.is-here"); }

  pressed(event) {
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select, dialog[open], [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector("key-list") !== this) return; // the first list of the page has the keys
    const move = { j: 1, k: -1 }[event.key];
    if (move) this.go(move);
    else if (event.key === "x" && this.here) this.here.querySelector(".pick input")?.click();
    else if (event.key === "Enter" && this.here && event.target === document.body) this.here.querySelector("th a, td a")?.click();
    else return;
    event.preventDefault();
  }

  go(step) {
    const rows = this.rows;
    const now = rows.indexOf(this.here);
    const next = rows[now < 0 ? 0 : Math.min(Math.max(now + step, 0), rows.length - 1)];
    if (!next) return;
    this.here?.classList.remove("is-here");
    next.classList.add("is-here");
    document.activeElement?.blur();
    next.scrollIntoView({ block: "nearest" });
  }
}
customElements.define("key-list", KeyList);
