// The wall of niches by keyboard and pointer. Without this script every niche is still a link with its full label.
// A wall of twelve thousand niches must stay quick: what is asked at every key or move is looked up, never searched for.

import { Choice } from "./elevation-choice.js";
import { Zoom } from "./elevation-zoom.js";

const SVG = "http://www.w3.org/2000/svg";

function element(name, attributes = {}, text = "") {
  const made = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.textContent = text;
  return made;
}

const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [1, 0], ArrowDown: [-1, 0] };
const ZOOMS = { "+": "in", "=": "in", "-": "out", "−": "out", 0: "fit" };

class Wall {
  constructor(svg) {
    this.svg = svg;
    this.cells = [...svg.querySelectorAll(".cell")];
    if (!this.cells.length) return;
    svg.classList.add("live");
    this.zoom = svg.id ? new Zoom(svg) : null;
    this.measure();
    this.drawOver();
    this.choice = svg.getAttribute("aria-multiselectable") === "true" ? new Choice(this) : null;
    this.current = this.cells.find((cell) => cell.classList.contains("here")) || this.cells[0];
    this.cells.forEach((cell) => cell.setAttribute("tabindex", cell === this.current ? "0" : "-1"));
    this.listen();
    this.pinFloors();
  }

  // Where every cell stands, in floors and columns and in the units of the drawing; a large one covers several places.
  measure() {
    this.boxes = new Map();
    this.at = new Map();
    this.last = { row: 0, column: 0 };
    for (const cell of this.cells) {
      const { row, column, floors = 1, columns = 1 } = cell.dataset;
      const fill = cell.querySelector(".fill");
      const [x, y, width, height] = ["x", "y", "width", "height"].map((side) => Number(fill.getAttribute(side)));
      const box = { row: +row, top: +row + +floors - 1, column: +column, right: +column + +columns - 1, x, y, width, height };
      this.boxes.set(cell, box);
      for (let r = box.row; r <= box.top; r += 1) for (let c = box.column; c <= box.right; c += 1) this.at.set(`${r}:${c}`, cell);
      this.last = { row: Math.max(this.last.row, box.top), column: Math.max(this.last.column, box.right) };
    }
  }

  listen() {
    this.svg.addEventListener("keydown", (event) => this.onKey(event));
    this.svg.addEventListener("focusin", (event) => this.onFocus(event.target.closest(".cell")));
    this.svg.addEventListener("focusout", () => { this.ring.remove(); hideTip(); });
    this.svg.addEventListener("pointerover", (event) => showTip(event.target.closest(".cell")));
    this.svg.addEventListener("pointerleave", hideTip);
  }

  onFocus(cell) {
    if (!cell) return;
    const box = this.boxes.get(cell);
    if (cell !== this.current || !this.cursor) this.cursor = { row: box.row, column: box.column };
    this.current.setAttribute("tabindex", "-1");
    cell.setAttribute("tabindex", "0");
    this.current = cell;
    if (cell.matches(":focus-visible")) {
      this.ring.querySelectorAll("rect").forEach((rect) => {
        for (const side of ["x", "y", "width", "height"]) rect.setAttribute(side, box[side]);
      });
      this.over.append(this.ring);
    }
    showTip(cell);
  }

  onKey(event) {
    if (event.key in ZOOMS && this.zoom && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      this.zoom.by(ZOOMS[event.key]);
      this.current.scrollIntoView?.({ block: "nearest", inline: "center" });
      return;
    }
    if (this.choice?.onKey(event)) return;
    if (event.key === "Escape") { hideTip(); return; }
    const target = this.target(event);
    if (target === undefined) return;
    event.preventDefault();
    if (target) this.moveTo(target, event.shiftKey);
  }

  // Where a key leads: undefined for a key that is none of ours, null where there is nothing that way.
  target(event) {
    const step = STEPS[event.key];
    if (step) return this.next(step);
    const end = event.key === "Home" ? 1 : event.key === "End" ? -1 : 0;
    if (!end) return undefined;
    if (event.ctrlKey) return end > 0 ? this.cells[0] : this.cells.at(-1);
    const { row } = this.cursor ?? this.boxes.get(this.current);
    const start = end > 0 ? 0 : this.last.column + 1;
    return this.find(row, start, [0, end])?.cell;
  }

  // The next cell in a direction; a hole in the wall is stepped over, and a large niche keeps the line one came along.
  next([up, right]) {
    const box = this.boxes.get(this.current);
    const { row, column } = this.cursor ?? box;
    const from = up > 0 ? [box.top, column] : up < 0 ? [box.row, column] : right > 0 ? [row, box.right] : [row, box.column];
    const found = this.find(...from, [up, right]);
    if (found) this.coming = { row: found.row, column: found.column };
    return found?.cell ?? null;
  }

  find(row, column, [up, right]) {
    let [r, c] = [row + up, column + right];
    for (; r >= 1 && c >= 1 && r <= this.last.row && c <= this.last.column; r += up, c += right) {
      const cell = this.at.get(`${r}:${c}`);
      if (cell) return { cell, row: r, column: c };
    }
    return null;
  }

  moveTo(cell, extending) {
    const before = this.current;
    cell.focus();
    if (this.coming) this.cursor = this.coming;
    this.coming = null;
    cell.scrollIntoView?.({ block: "nearest", inline: "nearest" });
    this.choice?.moved(before, cell, extending);
  }

  // What moves lies in a drawing of its own over the wall: a change in it never makes the browser lay out the wall.
  drawOver() {
    this.over = element("svg", { class: "elevation over", "aria-hidden": "true", viewBox: this.svg.getAttribute("viewBox") });
    this.ring = element("g", { class: "focus-ring" });
    this.ring.append(element("rect"), element("rect"));
    this.svg.after(this.over);
    const fit = () => {
      const frame = this.svg.parentElement;
      const [wall, around] = [this.svg.getBoundingClientRect(), frame.getBoundingClientRect()];
      for (const side of ["width", "height"]) this.over.setAttribute(side, this.svg.getAttribute(side));
      this.over.style.left = `${wall.left - around.left + frame.scrollLeft}px`;
      this.over.style.top = `${wall.top - around.top}px`;
    };
    this.svg.addEventListener("elevation:zoom", fit);
    fit();
  }

  // While a narrow screen scrolls the wall, the numbers of the floors stay at its left edge.
  pinFloors() {
    const scroller = this.svg.closest(".scroll");
    const heads = [...this.svg.querySelectorAll("[role='rowheader']")];
    if (!scroller || !heads.length) return;
    const floors = element("g", { class: "floors" });
    const sides = { x: -8, y: 0, width: Number(this.svg.dataset.left) + 5, height: this.svg.viewBox.baseVal.height - 5 };
    const plain = heads.map((head) => element("text", { class: "head row", x: head.getAttribute("x"), y: head.getAttribute("y") }, head.textContent));
    floors.append(element("rect", sides), ...plain);
    const pin = () => {
      if (scroller.scrollLeft < 2) { floors.remove(); return; }
      floors.setAttribute("transform", `translate(${scroller.scrollLeft / (this.zoom?.now ?? 1)} 0)`);
      if (!floors.isConnected) this.over.append(floors);
    };
    scroller.addEventListener("scroll", pin, { passive: true });
    this.svg.addEventListener("elevation:zoom", pin);
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

const start = (root) => root.querySelectorAll("svg[data-elevation]:not(.live)").forEach((svg) => new Wall(svg));

document.addEventListener("htmx:load", (event) => start(event.target));
start(document);
