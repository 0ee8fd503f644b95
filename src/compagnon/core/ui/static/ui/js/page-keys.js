// `/` goes to the search, `?` lists the keys, Escape leaves the search, arrows go to the file or page before and after.
class PageKeys extends HTMLElement {
  connectedCallback() { document.addEventListener("keydown", this.pressed = this.pressed.bind(this)); }
  disconnectedCallback() { document.removeEventListener("keydown", this.pressed); }

  pressed(event) {
    const search = document.querySelector('[data-key="/"]');
    if (event.key === "Escape" && event.target === search) {
      search.blur();
      document.getElementById("search-results")?.replaceChildren();
    }
    if (event.target.closest("input:not([type=checkbox]), textarea, select, dialog[open]") || event.ctrlKey || event.metaKey) return;
    if (event.key === "/" && search) { event.preventDefault(); search.focus(); search.select(); }
    const beside = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
    if (beside && event.target === document.body && !event.altKey && !event.shiftKey) document.querySelector(`a[rel~="${beside}"]`)?.click();
    if (event.key === "?") this.querySelector("dialog")?.showModal();
  }
}
customElements.define("page-keys", PageKeys);
