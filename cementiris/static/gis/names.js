// The name of a block along its longest side, where it fits; beside a wall too thin to carry it, on the inner side.

const SIGN = 8;               // px: about as wide as a letter
const THIN = 18;              // px: a narrower block carries its name beside it
const WIDE_WITH_UNITS = 60;   // px: a field whose graves are drawn needs its ground for them

export class Names {
  constructor(plan) {
    this.plan = plan;
    this.map = plan.map;
    this.signs = L.layerGroup().addTo(this.map);
  }

  draw() {
    this.signs.clearLayers();
    for (const shape of this.plan.sections()) this.drawOne(shape);
  }

  drawOne(shape) {
    const { id, name, label } = shape.feature.properties;
    const { length, width, angle, inward } = this.sideOf(shape);
    const text = length > label.length * SIGN ? label : name;
    if (!text || length < text.length * (SIGN - 1) || (this.plan.hasUnits(id) && width > WIDE_WITH_UNITS)) return;
    const isThin = width < THIN || this.plan.hasUnits(id);
    const sign = document.createElement("span");
    sign.textContent = text;
    const fitsLevel = width > text.length * (SIGN + 1);
    sign.style.transform = `translate(-50%, -50%) rotate(${fitsLevel ? 0 : angle}deg)`;
    const className = `block-name${String(id) === this.plan.section ? " on" : ""}${isThin ? " beside" : ""}`;
    const icon = L.divIcon({ className, html: sign, iconSize: [0, 0] });
    const middle = this.map.latLngToLayerPoint(shape.getBounds().getCenter());
    const at = isThin ? middle.add(inward.multiplyBy(width / 2 + 11)) : middle;
    L.marker(this.map.layerPointToLatLng(at), { icon, interactive: false, keyboard: false }).addTo(this.signs);
  }

  sideOf(shape) {
    const points = shape.getLatLngs().flat(2).map((at) => this.map.latLngToLayerPoint(at));
    const sides = points.map((point, index) => points[(index + 1) % points.length].subtract(point));
    const size = (side) => Math.hypot(side.x, side.y);
    const longest = sides.reduce((a, b) => (size(b) > size(a) ? b : a));
    let angle = (Math.atan2(longest.y, longest.x) * 180) / Math.PI;
    if (angle > 90) angle -= 180;
    if (angle <= -90) angle += 180;
    const across = [-longest.y / (size(longest) || 1), longest.x / (size(longest) || 1)];
    const offsets = points.map((point) => point.x * across[0] + point.y * across[1]);
    const middle = this.map.latLngToLayerPoint(shape.getBounds().getCenter());
    const toMiddle = this.map.latLngToLayerPoint(this.plan.extent.getCenter()).subtract(middle);
    const side = Math.sign(toMiddle.x * across[0] + toMiddle.y * across[1]) || 1;
    const inward = L.point(across[0] * side, across[1] * side);
    return { length: size(longest), width: Math.max(...offsets) - Math.min(...offsets), angle, inward };
  }
}
