// Cells that can be ticked, by keyboard: arrows move between them, a press on a column's name ticks what is open in it.
class CellGrid extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", (event) => this.pressed(event));
    this.addEventListener("click", (event) => this.column(event));
  }

  column(event) {
    const name = event.target.closest("thead [data-column]")?.dataset.column;
    if (!name) return;
    event.preventDefault();
    const boxes = [...this.querySelectorAll("tbody input")].filter((box) => box.dataset.column === name);
    const on = boxes.some((box) => !box.checked);
    for (const box of boxes) box.checked = on;
    boxes[0]?.dispatchEvent(new Event("change", { bubbles: true })); // so that they are counted
  }

  pressed(event) {
    const move = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
    const cell = event.target.closest("tbody td");
    if (!move || !cell) return;
    const rows = [...this.querySelectorAll("tbody > tr")];
    let [row, place] = [rows.indexOf(cell.parentElement), cell.cellIndex];
    for (;;) {
      [row, place] = [row + move[0], place + move[1]];
      const next = rows[row]?.cells[place];
      if (!next) return;
      const box = next.querySelector("input");
      if (!box) continue; // nothing to tick there
      event.preventDefault();
      box.focus();
      next.scrollIntoView({ block: "nearest", inline: "nearest" });
      return;
    }
  }
}
customElements.define("cell-grid", CellGrid);
