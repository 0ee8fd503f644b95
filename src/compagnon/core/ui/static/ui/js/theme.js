// Light, dark, or as the device says. Not a module: it runs before the first paint, so that nothing flashes.
(() => {
  const root = document.documentElement;
  const show = (choice) => (choice ? (root.dataset.theme = choice) : delete root.dataset.theme);
  const kept = () => { try { return localStorage.getItem("theme") || ""; } catch { return ""; } };
  show(kept());

  class ThemeSwitch extends HTMLElement {
    connectedCallback() {
      this.mark(kept());
      this.addEventListener("click", (event) => {
        const button = event.target.closest("[data-theme-choice]");
        if (!button) return;
        const choice = button.dataset.themeChoice;
        try { localStorage.setItem("theme", choice); } catch { /* private browsing: the choice lasts for this page */ }
        show(choice);
        this.mark(choice);
        this.querySelector("details")?.removeAttribute("open");
      });
    }

    mark(choice) {
      for (const button of this.querySelectorAll("[data-theme-choice]")) {
        if (button.dataset.themeChoice === choice) button.setAttribute("aria-current", "true");
        else button.removeAttribute("aria-current");
      }
    }
  }
  customElements.define("theme-switch", ThemeSwitch);
})();
