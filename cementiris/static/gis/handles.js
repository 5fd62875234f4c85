// Two handles of what is being moved: the middle moves it all, the other turns it. They write the form's fields, which
// can be typed as well.

import { toMetres } from "./metres.js";

const read = (field) => Number(field.value.replace(",", ".")) || 0;
const write = (field, number) => { field.value = number.toFixed(2).replace(".", ","); };

export class Handles {
  constructor(plan, form, tell) {
    Object.assign(this, { plan, form, tell });
    this.layer = L.layerGroup().addTo(plan.map);
    this.isFor = form.dataset.tool === "moure";
  }

  show(bounds) {
    this.layer.clearLayers();
    if (!this.isFor || !bounds?.isValid()) return;
    const middle = bounds.getCenter();
    const beside = L.latLng(middle.lat, bounds.getEast() + (bounds.getEast() - middle.lng) * 0.4);
    this.handle(middle, "✥", this.plan.frame.dataset.move, (at) => this.move(middle, at));
    this.handle(beside, "↻", this.plan.frame.dataset.turn, (at) => this.turn(middle, beside, at));
  }

  handle(at, sign, label, done) {
    const icon = L.divIcon({ className: "vertex handle", iconSize: [44, 44], html: `<span>${sign}</span>` });
    const marker = L.marker(at, { icon, draggable: true, keyboard: false, alt: label, title: label }).addTo(this.layer);
    marker.getElement().setAttribute("aria-hidden", "true");
    marker.on("dragend", () => done(marker.getLatLng()));
  }

  move(from, to) {
    const [start, end] = [from, to].map(toMetres);
    const { east, north } = this.form.elements;
    write(east, read(east) + end[0] - start[0]);
    write(north, read(north) + end[1] - start[1]);
    this.tell(east);
  }

  turn(middle, from, to) {
    const [centre, start, end] = [middle, from, to].map(toMetres);
    const of = (point) => Math.atan2(point[1] - centre[1], point[0] - centre[0]);
    const { angle } = this.form.elements;
    const turned = read(angle) + ((of(end) - of(start)) * 180) / Math.PI;
    write(angle, ((turned + 540) % 360) - 180);
    this.tell(angle);
  }
}
