// The wall of niches by keyboard and pointer. Without this script every niche is still a link with its full label.

const SVG = "http://www.w3.org/2000/svg";
const linkOf = (cell) => (cell.matches("a") ? cell : cell.querySelector("a"));
const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [1, 0], ArrowDown: [-1, 0] };

class Wall {
  constructor(svg) {
    this.svg = svg;
    this.cells = [...svg.querySelectorAll(".cell")];
    this.multiple = svg.getAttribute("aria-multiselectable") === "true";
    this.anchor = null;
    if (!this.cells.length) return;
    svg.classList.add("live");
    this.current = this.cells.find((cell) => cell.classList.contains("here")) || this.cells[0];
    this.cells.forEach((cell) => linkOf(cell).setAttribute("tabindex", cell === this.current ? "0" : "-1"));
    this.drawRing();
    this.listen();
    this.pinFloors();
  }

  listen() {
    this.svg.addEventListener("keydown", (event) => this.onKey(event));
    this.svg.addEventListener("click", (event) => this.onClick(event));
    this.svg.addEventListener("focusin", (event) => this.onFocus(event.target.closest(".cell")));
    this.svg.addEventListener("focusout", () => { this.ring.remove(); hideTip(); });
    this.svg.addEventListener("pointerover", (event) => showTip(event.target.closest(".cell")));
    this.svg.addEventListener("pointerleave", hideTip);
    this.svg.addEventListener("elevation:clear", () => this.clear());
  }

  place(cell) {
    return [Number(cell.dataset.row), Number(cell.dataset.column)];
  }

  onFocus(cell) {
    if (!cell) return;
    linkOf(this.current).setAttribute("tabindex", "-1");
    linkOf(cell).setAttribute("tabindex", "0");
    this.current = cell;
    const box = cell.querySelector(".fill").getBBox();
    if (linkOf(cell).matches(":focus-visible")) {
      this.ring.querySelectorAll("rect").forEach((rect) => {
        for (const side of ["x", "y", "width", "height"]) rect.setAttribute(side, box[side]);
      });
      this.svg.append(this.ring);
    }
    showTip(cell);
  }

  onKey(event) {
    const step = STEPS[event.key];
    const [row] = this.place(this.current);
    let target = null;
    if (step) target = this.nearest(step);
    else if (event.key === "Home") target = this.cells.filter((cell) => this.place(cell)[0] === row).at(0);
    else if (event.key === "End") target = this.cells.filter((cell) => this.place(cell)[0] === row).at(-1);
    else if (event.key === " " && this.multiple) this.toggle(this.current);
    else if (event.key === "Escape") { hideTip(); this.clear(); return; }
    else return;
    event.preventDefault();
    if (target) this.moveTo(target, event.shiftKey && this.multiple);
  }

  // The next cell in a direction; a hole in the wall is stepped over.
  nearest([up, right]) {
    const [row, column] = this.place(this.current);
    const ahead = this.cells.filter((cell) => {
      const [r, c] = this.place(cell);
      return up ? c === column && Math.sign(r - row) === up : r === row && Math.sign(c - column) === right;
    });
    const distance = (cell) => { const [r, c] = this.place(cell); return Math.abs(r - row) + Math.abs(c - column); };
    return ahead.sort((a, b) => distance(a) - distance(b))[0];
  }

  moveTo(cell, extending) {
    if (extending) {
      this.anchor ??= this.current;
      this.selectBetween(this.anchor, cell);
    } else this.anchor = null;
    linkOf(cell).focus();
    cell.scrollIntoView?.({ block: "nearest", inline: "nearest" });
  }

  onClick(event) {
    const cell = event.target.closest(".cell");
    if (!cell || !this.multiple || !(event.shiftKey || event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (event.shiftKey && this.anchor) this.selectBetween(this.anchor, cell);
    else { this.toggle(cell); this.anchor = cell; }
    this.onFocus(cell);
  }

  toggle(cell) {
    cell.setAttribute("aria-selected", String(cell.getAttribute("aria-selected") !== "true"));
    this.anchor = cell;
    this.announce();
  }

  selectBetween(first, last) {
    const [a, b] = [this.place(first), this.place(last)];
    const within = (value, x, y) => value >= Math.min(x, y) && value <= Math.max(x, y);
    this.cells.forEach((cell) => {
      const [row, column] = this.place(cell);
      cell.setAttribute("aria-selected", String(within(row, a[0], b[0]) && within(column, a[1], b[1])));
    });
    this.announce();
  }

  clear() {
    this.cells.forEach((cell) => { if (cell.hasAttribute("aria-selected")) cell.setAttribute("aria-selected", "false"); });
    this.anchor = null;
    this.announce();
  }

  announce() {
    const cells = this.cells.filter((cell) => cell.getAttribute("aria-selected") === "true");
    this.svg.dispatchEvent(new CustomEvent("elevation:selection", { bubbles: true, detail: { cells, wall: this } }));
  }

  drawRing() {
    this.ring = document.createElementNS(SVG, "g");
    this.ring.setAttribute("class", "focus-ring");
    this.ring.setAttribute("aria-hidden", "true");
    this.ring.append(document.createElementNS(SVG, "rect"), document.createElementNS(SVG, "rect"));
  }

  // While a narrow screen scrolls the wall, the numbers of the floors stay at its left edge.
  pinFloors() {
    const scroller = this.svg.closest(".scroll");
    const heads = [...this.svg.querySelectorAll("[role='rowheader']")];
    if (!scroller || !heads.length) return;
    const floors = document.createElementNS(SVG, "g");
    floors.setAttribute("class", "floors");
    floors.setAttribute("aria-hidden", "true");
    const ground = document.createElementNS(SVG, "rect");
    const width = Math.min(...this.cells.map((cell) => cell.querySelector(".fill").getBBox().x)) - 1;
    for (const [name, value] of Object.entries({ x: -8, y: 0, width: width + 6, height: this.svg.viewBox.baseVal.height - 5 })) ground.setAttribute(name, value);
    floors.append(ground, ...heads.map((head) => head.cloneNode(true)));
    const pin = () => {
      if (scroller.scrollLeft < 2) floors.remove();
      else {
        floors.setAttribute("transform", `translate(${scroller.scrollLeft} 0)`);
        if (!floors.isConnected) this.svg.append(floors);
      }
    };
    scroller.addEventListener("scroll", pin, { passive: true });
    pin();
  }
}

// One tooltip for the page: the surname, which the link's label says too.
const tip = document.createElement("div");
tip.className = "tip";
tip.hidden = true;
tip.setAttribute("aria-hidden", "true");

function showTip(cell) {
  if (!cell?.dataset.tip) { hideTip(); return; }
  if (!tip.isConnected) document.body.append(tip);
  tip.textContent = cell.dataset.tip;
  tip.hidden = false;
  const box = cell.querySelector(".fill").getBoundingClientRect();
  const left = box.left + box.width / 2 - tip.offsetWidth / 2;
  const edge = document.documentElement.clientWidth - tip.offsetWidth - 8;
  tip.style.left = `${window.scrollX + Math.max(8, Math.min(left, edge))}px`;
  tip.style.top = `${window.scrollY + box.top - tip.offsetHeight - 8}px`;
}

function hideTip() {
  tip.hidden = true;
}

// A form with data-selection-of follows the selection: hidden inputs "unit", a count, shown only when something is chosen.
function followSelection(event) {
  const form = document.querySelector(`[data-selection-of="${event.target.closest("[id]")?.id}"]`);
  if (!form) return;
  const { cells } = event.detail;
  form.hidden = !cells.length;
  form.querySelectorAll("input[name='unit']").forEach((input) => input.remove());
  cells.forEach((cell) => {
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name: "unit", value: cell.dataset.id });
    form.append(input);
  });
  const numbers = cells.map((cell) => cell.querySelector(".n").textContent.trim());
  form.querySelectorAll("[data-count]").forEach((slot) => { slot.textContent = String(cells.length); });
  form.querySelectorAll("[data-numbers]").forEach((slot) => { slot.textContent = numbers.join(", "); });
}

const start = (root) => root.querySelectorAll("svg[data-elevation]:not(.live)").forEach((svg) => new Wall(svg));

document.addEventListener("elevation:selection", followSelection);
document.addEventListener("click", (event) => {
  const form = event.target.closest("[data-clear-selection]")?.closest("[data-selection-of]");
  if (form) document.getElementById(form.dataset.selectionOf)?.dispatchEvent(new CustomEvent("elevation:clear"));
});
document.addEventListener("htmx:load", (event) => start(event.target));
start(document);
