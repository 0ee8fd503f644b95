// A link or a code with a button that copies it.
class CopyText extends HTMLElement {
  connectedCallback() {
    const [input, button] = [this.querySelector("input"), this.querySelector("button")];
    const words = button.querySelector("span");
    const before = words.textContent;
    button.addEventListener("click", async () => {
      input.select();
      try { await navigator.clipboard.writeText(input.value); } catch { return; } // it stays selected: copy by hand
      words.textContent = button.dataset.done;
      setTimeout(() => { words.textContent = before; }, 2000);
    });
  }
}
customElements.define("copy-text", CopyText);
