// The points of one field on the map: each can be dragged, or moved with the arrows; the field stays what counts.

import { readPoints, written } from "./metres.js";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const NUDGE = 0.1;        // metres; ten times as far with Shift

export class PointsOnMap {
  constructor(plan, field, { toDegrees, toMetres, tell }) {
    Object.assign(this, { plan, field, toDegrees, toMetres, tell, isActive: false });
    this.words = plan.frame.dataset;
    this.label = document.querySelector(`label[for="${field.id}"]`)?.textContent.trim() ?? "";
    this.layer = L.layerGroup().addTo(plan.map);
    this.makeButtons();
    field.addEventListener("change", () => this.show());
    field.addEventListener("keyup", () => this.show());
    this.show();
  }

  get points() {
    return readPoints(this.field.value);
  }

  makeButtons() {
    const row = document.createElement("p");
    row.className = "row mt-2";
    this.button = this.makeButton(row, this.words.mark, () => {});
    this.button.setAttribute("aria-pressed", "false");
    if (this.field.dataset.draws !== "point") this.makeButton(row, this.words.last, () => this.set(this.points.slice(0, -1)));
    this.makeButton(row, this.words.empty, () => this.set([]));
    this.field.after(row);
  }

  makeButton(row, text, press) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn";
    this.name(button, text);
    button.addEventListener("click", press);
    row.append(button);
    return button;
  }

  // One form may have two such fields: a screen reader tells their buttons apart.
  name(button, text) {
    button.textContent = text;
    button.setAttribute("aria-label", `${text}: ${this.label}`);
  }

  setActive(isActive) {
    this.isActive = isActive;
    this.button.setAttribute("aria-pressed", String(isActive));
    this.name(this.button, isActive ? this.words.marking : this.words.mark);
  }

  add(latlng) {
    const point = this.toMetres(latlng);
    this.set(this.field.dataset.draws === "point" ? [point] : [...this.points, point]);
  }

  set(points) {
    this.field.value = written(points);
    this.show();
    this.tell(this.field);
  }

  show() {
    const focused = this.markers?.findIndex((marker) => marker.getElement() === document.activeElement) ?? -1;
    this.layer.clearLayers();
    const places = this.points.map(this.toDegrees);
    if (places.length > 1) this.line(places).addTo(this.layer);
    this.markers = places.map((at, index) => this.marker(at, index));
    this.markers[focused]?.getElement()?.focus();
  }

  line(places) {
    const style = { className: "marked", pane: "sketch", interactive: false };
    return this.field.dataset.draws === "area" ? L.polygon(places, style) : L.polyline(places, style);
  }

  marker(at, index) {
    const label = `${this.words.point} ${index + 1}`;
    const icon = L.divIcon({ className: "vertex", iconSize: [44, 44], html: `<span>${index + 1}</span>` });
    const marker = L.marker(at, { icon, draggable: true, autoPan: true, alt: label }).addTo(this.layer);
    marker.getElement().setAttribute("aria-label", label);
    marker.on("dragend", () => this.replace(index, this.toMetres(marker.getLatLng())));
    marker.getElement().addEventListener("keydown", (event) => this.onKey(event, index));
    return marker;
  }

  replace(index, point) {
    this.set(this.points.map((one, at) => (at === index ? point : one)));
  }

  onKey(event, index) {
    const step = ARROWS[event.key];
    if (!step && event.key !== "Delete") return;
    event.preventDefault();
    event.stopPropagation();
    const points = this.points;
    if (event.key === "Delete") { this.set(points.filter((point, at) => at !== index)); return; }
    const reach = event.shiftKey ? 10 * NUDGE : NUDGE;
    this.replace(index, [points[index][0] + step[0] * reach, points[index][1] + step[1] * reach]);
  }
}
