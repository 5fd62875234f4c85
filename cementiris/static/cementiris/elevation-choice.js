// Choosing many units of a wall: a rectangle drawn over them, Shift or Ctrl and a click, Space, Shift and the arrows,
// Ctrl and A; on a touch screen, taps after "Tria’n unes quantes". What is chosen is carried by a form.

const SVG = "http://www.w3.org/2000/svg";
const STARTS_AT = 6; // so many pixels a press may slip and still be a click
const EDGE = 24;
const MOST_NAMED = 12;

export class Choice {
  constructor(wall) {
    this.wall = wall;
    this.svg = wall.svg;
    this.chosen = new Set();
    this.anchor = null;
    this.tapping = false;
    this.button = document.querySelector(`[data-choose-in~="${this.svg.id}"]`);
    this.listen();
  }

  listen() {
    this.svg.addEventListener("click", (event) => this.onClick(event));
    this.svg.addEventListener("dragstart", (event) => event.preventDefault());
    this.svg.addEventListener("pointerdown", (event) => this.onPress(event));
    this.svg.addEventListener("pointermove", (event) => this.onMove(event));
    this.svg.addEventListener("pointerup", () => this.onRelease());
    this.svg.addEventListener("pointercancel", () => this.onRelease());
    this.svg.addEventListener("elevation:clear", () => this.choose([]));
    this.button?.addEventListener("click", () => this.tap(!this.tapping));
  }

  // While tapping, a niche that is pressed is chosen instead of opened.
  tap(on) {
    this.tapping = on;
    this.button.setAttribute("aria-pressed", String(on));
    this.svg.classList.toggle("choosing", on);
  }

  onClick(event) {
    if (this.justDrawn) { event.preventDefault(); this.justDrawn = false; return; }
    const cell = event.target.closest(".cell");
    if (!cell || !(this.tapping || event.shiftKey || event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (event.shiftKey && this.anchor) this.choose(this.between(this.anchor, cell));
    else { this.toggle(cell); this.anchor = cell; }
    this.wall.onFocus(cell);
  }

  // Whether the key was one of choosing.
  onKey(event) {
    const all = event.key === "a" && (event.ctrlKey || event.metaKey);
    if (event.key === " ") { this.toggle(this.wall.current); this.anchor = this.wall.current; }
    else if (all) this.choose(this.wall.cells);
    else if (event.key === "Escape" && this.chosen.size) this.choose([]);
    else return false;
    event.preventDefault();
    return true;
  }

  moved(before, cell, extending) {
    if (!extending) { this.anchor = null; return; }
    this.anchor ??= before;
    this.choose(this.between(this.anchor, cell));
  }

  toggle(cell) {
    const wanted = new Set(this.chosen);
    if (!wanted.delete(cell)) wanted.add(cell);
    this.choose(wanted);
  }

  between(first, last) {
    const [a, b] = [this.wall.boxes.get(first), this.wall.boxes.get(last)];
    const [low, high] = [Math.min(a.row, b.row), Math.max(a.top, b.top)];
    const [left, right] = [Math.min(a.column, b.column), Math.max(a.right, b.right)];
    return this.wall.cells.filter((cell) => {
      const box = this.wall.boxes.get(cell);
      return box.row <= high && box.top >= low && box.column <= right && box.right >= left;
    });
  }

  choose(cells) {
    const wanted = new Set(cells);
    for (const cell of this.chosen) if (!wanted.has(cell)) cell.setAttribute("aria-selected", "false");
    for (const cell of wanted) if (!this.chosen.has(cell)) cell.setAttribute("aria-selected", "true");
    this.chosen = wanted;
    this.svg.dispatchEvent(new CustomEvent("elevation:selection", { bubbles: true }));
  }

  /* ---------- a rectangle over the wall */
  onPress(event) {
    this.justDrawn = false;
    if (event.button !== 0 || event.shiftKey || (event.pointerType === "touch" && !this.tapping)) return;
    const adding = this.tapping || event.ctrlKey || event.metaKey;
    this.press = { ...this.point(event), clientX: event.clientX, clientY: event.clientY, id: event.pointerId };
    this.before = adding ? [...this.chosen] : [];
  }

  onMove(event) {
    if (!this.press || event.pointerId !== this.press.id) return;
    const slipped = Math.hypot(event.clientX - this.press.clientX, event.clientY - this.press.clientY);
    if (!this.rubber && slipped < STARTS_AT) return;
    if (!this.rubber) this.beginRubber();
    this.followEdge(event);
    const [from, to] = [this.press, this.point(event)];
    this.area = { x: Math.min(from.x, to.x), y: Math.min(from.y, to.y), width: Math.abs(from.x - to.x), height: Math.abs(from.y - to.y) };
    for (const [side, value] of Object.entries(this.area)) this.rubber.setAttribute(side, value);
    this.waiting ??= requestAnimationFrame(() => { this.waiting = null; this.takeIn(); });
  }

  beginRubber() {
    this.svg.setPointerCapture(this.press.id);
    this.rubber = document.createElementNS(SVG, "rect");
    this.rubber.setAttribute("class", "rubber");
    this.wall.over.append(this.rubber);
  }

  takeIn() {
    if (!this.rubber) return;
    const { x, y, width, height } = this.area;
    const inside = this.wall.cells.filter((cell) => {
      const box = this.wall.boxes.get(cell);
      return box.x < x + width && box.x + box.width > x && box.y < y + height && box.y + box.height > y;
    });
    this.choose([...this.before, ...inside]);
  }

  onRelease() {
    if (this.rubber) {
      this.takeIn();
      this.rubber.remove();
      this.justDrawn = true;
      setTimeout(() => { this.justDrawn = false; }, 0);
    }
    this.press = null;
    this.rubber = null;
  }

  // A rectangle that reaches the side of what is seen draws the rest of the wall in.
  followEdge(event) {
    const scroller = this.svg.closest(".scroll");
    const frame = scroller.getBoundingClientRect();
    if (event.clientX > frame.right - EDGE) scroller.scrollLeft += EDGE;
    else if (event.clientX < frame.left + EDGE) scroller.scrollLeft -= EDGE;
  }

  point(event) {
    const frame = this.svg.getBoundingClientRect();
    const scale = this.svg.viewBox.baseVal.width / frame.width;
    return { x: (event.clientX - frame.left) * scale, y: (event.clientY - frame.top) * scale };
  }
}

// Keys as short as they can be said in an address: 12-40,52.
function ranges(keys) {
  const sorted = [...keys].sort((a, b) => a - b);
  const runs = [];
  for (const key of sorted) {
    const run = runs.at(-1);
    if (run && key === run[1] + 1) run[1] = key;
    else runs.push([key, key]);
  }
  return runs.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(",");
}

// A form with data-selection-of follows what is chosen in all the walls of that part of the page: its input "unit", a
// count, shown only when something is chosen.
document.addEventListener("elevation:selection", (event) => {
  const form = event.target.closest("section")?.querySelector("[data-selection-of]");
  if (!form) return;
  const cells = [...document.querySelectorAll(`#${form.dataset.selectionOf} .cell[aria-selected="true"]`)];
  form.hidden = !cells.length;
  form.elements.unit.value = ranges(cells.map((cell) => Number(cell.dataset.id)));
  const numbers = cells.slice(0, MOST_NAMED).map((cell) => cell.querySelector(".n").textContent.trim());
  const more = cells.length > MOST_NAMED ? ` (+${cells.length - MOST_NAMED})` : "";
  form.querySelectorAll("[data-count]").forEach((slot) => { slot.textContent = String(cells.length); });
  form.querySelectorAll("[data-numbers]").forEach((slot) => { slot.textContent = numbers.join(", ") + more; });
});

document.addEventListener("click", (event) => {
  const form = event.target.closest("[data-clear-selection]")?.closest("[data-selection-of]");
  if (!form) return;
  const walls = document.querySelectorAll(`#${form.dataset.selectionOf} svg[data-elevation]`);
  walls.forEach((svg) => svg.dispatchEvent(new CustomEvent("elevation:clear")));
});
