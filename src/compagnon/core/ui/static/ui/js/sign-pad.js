// A signature drawn with a finger, a pen or the mouse; sent as a PNG. Sharp on every screen, kept when the phone turns.
class SignPad extends HTMLElement {
  connectedCallback() {
    this.canvas = this.querySelector("canvas");
    this.input = this.querySelector("input[type=hidden]");
    this.pad = new window.SignaturePad(this.canvas, { penColor: "#14191D", minWidth: 0.8, maxWidth: 2.6 });
    this.pad.addEventListener("endStroke", () => this.keep());
    this.querySelector("[data-clears]").addEventListener("click", () => { this.pad.clear(); this.keep(); });
    this.watcher = new ResizeObserver(() => this.fit());
    this.watcher.observe(this.canvas);
  }

  disconnectedCallback() { this.watcher.disconnect(); this.pad.off(); }

  fit() {
    const ratio = Math.max(window.devicePixelRatio || 1, 1);
    const { offsetWidth, offsetHeight } = this.canvas;
    if (this.canvas.width === Math.round(offsetWidth * ratio)) return;
    const strokes = this.pad.toData();
    this.canvas.width = Math.round(offsetWidth * ratio);
    this.canvas.height = Math.round(offsetHeight * ratio);
    this.canvas.getContext("2d").scale(ratio, ratio);
    this.pad.clear();
    this.pad.fromData(strokes);
  }

  keep() { this.input.value = this.pad.isEmpty() ? "" : this.pad.toDataURL("image/png"); }
}
customElements.define("sign-pad", SignPad);
