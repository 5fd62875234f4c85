// The units of the canvas for keyboard and screen reader: one link lies over the unit where one stands, the arrows move
// it to the next, its name is told, Enter opens it, Space marks it as a press would. Without this a canvas would be a picture.

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const FLOORS = { PageUp: 1, PageDown: -1 };
const LEAST = 24;             // px: a smaller unit still gets a ring that is seen

export class Walker {
  // `words` has `walk` (what this is and which keys it takes) and `many` ("{number} of {all} at this place").
  constructor(plan, words) {
    [this.plan, this.map, this.units, this.words] = [plan, plan.map, plan.units, words];
    this.link = L.DomUtil.create("a", "unit-cursor leaflet-zoom-hide");
    this.told = L.DomUtil.create("p", "vh");
    this.told.setAttribute("aria-live", "polite");
    this.ground = L.DomUtil.create("div", "", this.map.getPane("cursor"));
    this.ground.setAttribute("role", "application");
    this.ground.setAttribute("aria-label", words.walk);
    this.ground.append(this.link);
    plan.frame.append(this.told);
    this.link.hidden = true;
    this.link.addEventListener("keydown", (event) => this.onKey(event));
    this.link.addEventListener("focus", () => this.onFocus());
    this.link.addEventListener("click", (event) => this.onClick(event));
    this.map.on("zoomend viewreset moveend", () => this.place());
  }

  // Other units are on the canvas: stand where one stood, on the marked one, or in the middle of what is seen.
  renew() {
    const stays = this.current && this.units.get(this.current.id);
    const next = stays ?? this.units.get(this.plan.marked) ?? this.middle();
    this.link.hidden = !next;
    if (next) this.stand(next);
  }

  middle() {
    return this.units.closest(this.map.getCenter());
  }

  stand(unit) {
    this.current = unit;
    this.link.href = unit.url;
    this.link.setAttribute("aria-label", this.nameOf(unit));
    this.place();
  }

  nameOf(unit) {
    const all = this.units.over(unit);
    if (all.length < 2) return unit.label;
    return `${unit.label}, ${this.words.many.replace("{number}", all.indexOf(unit) + 1).replace("{all}", all.length)}`;
  }

  place() {
    if (!this.current) return;
    const box = this.units.boxOf(this.current);
    const size = box.getSize();
    const [width, height] = [Math.max(size.x, LEAST), Math.max(size.y, LEAST)];
    Object.assign(this.link.style, { width: `${width}px`, height: `${height}px` });
    L.DomUtil.setPosition(this.link, box.getCenter().subtract([width / 2, height / 2]).round());
  }

  // Coming back with Tab, one stands where one looks.
  onFocus() {
    if (!this.map.getBounds().contains(this.units.placeOf(this.current))) {
      const near = this.middle();
      if (near) this.stand(near);
    }
    this.say();
  }

  say() {
    this.told.textContent = this.nameOf(this.current);
    if (this.link.matches(":focus-visible")) this.plan.point(this.current);
  }

  onKey(event) {
    if (event.key === " ") { event.preventDefault(); this.plan.open(this.current, "pointer"); return; }
    const next = this.nextOf(event.key);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (!next) return;
    this.stand(next);
    this.say();
    const at = this.units.placeOf(next);
    if (!this.map.getBounds().pad(-0.1).contains(at)) this.map.panTo(at, { animate: false });
  }

  nextOf(key) {
    if (STEPS[key]) return this.units.nearest(this.current, STEPS[key]);
    if (!FLOORS[key]) return undefined;
    const all = this.units.over(this.current);
    return all[all.indexOf(this.current) + FLOORS[key]] ?? null;
  }

  // Enter on the link is a click; a click with a key held down opens a new window as on any link.
  onClick(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.plan.open(this.current, "key");
  }
}
