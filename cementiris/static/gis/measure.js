// Distance and area on the plan, by pointer or by keyboard under a cross in the middle.
// Metres on the ground: the ellipsoid GRS80 of ETRS89, flat around the first point, which over a cemetery is right to
// the millimetre. Metres of the projection (EPSG:25831) would be some hundredths per cent shorter.

import { metres, squareMetres } from "./writing.js";

const AXIS = 6_378_137;
const FLATTENING = 1 / 298.257222101;
const PAN = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const STEP = 10;              // px the plan moves under the cross; five times as far with Shift
const SIGN = { pane: "signs", interactive: false };

// Places (LatLng) as metres east and north of the first.
export function onGround(places) {
  const [first] = places;
  const [latitude, eccentricity] = [(first.lat * Math.PI) / 180, FLATTENING * (2 - FLATTENING)];
  const bend = 1 - eccentricity * Math.sin(latitude) ** 2;
  const east = ((AXIS * Math.cos(latitude)) / Math.sqrt(bend)) * (Math.PI / 180);
  const north = ((AXIS * (1 - eccentricity)) / bend ** 1.5) * (Math.PI / 180);
  return places.map(({ lat, lng }) => [(lng - first.lng) * east, (lat - first.lat) * north]);
}

export function lengthOf(places) {
  const points = onGround(places);
  return points.slice(1).reduce((sum, [x, y], index) => sum + Math.hypot(x - points[index][0], y - points[index][1]), 0);
}

export function areaOf(places) {
  const points = onGround(places);
  return Math.abs(points.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = points[(index + 1) % points.length];
    return sum + x * nextY - nextX * y;
  }, 0)) / 2;
}

class Measure {
  constructor(plan, button, say) {
    [this.plan, this.map, this.button, this.say] = [plan, plan.map, button, say];
    this.places = [];
    this.drawn = L.layerGroup().addTo(this.map);
    this.cross = L.DomUtil.create("div", "cross", plan.frame);
    this.cross.hidden = true;
    button.addEventListener("click", () => (this.isOn ? this.stop() : this.start()));
    this.map.on("click", (event) => { if (this.isOn) this.add(event.latlng); });
    plan.frame.addEventListener("keydown", (event) => { if (this.isOn) this.onKey(event); }, true);
  }

  start() {
    this.toggle(true);
    this.places = [];
    this.draw();
    this.say(this.plan.words.measuring);
    this.plan.frame.focus();
  }

  stop() {
    this.toggle(false);
    this.places = [];
    this.draw();
    this.say("");
    this.button.focus();
  }

  toggle(isOn) {
    this.isOn = this.plan.isBusy = isOn;
    this.button.setAttribute("aria-pressed", String(isOn));
    this.plan.frame.classList.toggle("measuring", isOn);
    this.cross.hidden = !isOn;
  }

  onKey(event) {
    if (event.target.closest(".leaflet-control")) return;
    const step = PAN[event.key];
    if (step) this.map.panBy(L.point(step).multiplyBy(event.shiftKey ? 5 * STEP : STEP), { animate: false });
    else if (event.key === "Enter" || event.key === " ") this.add(this.map.getCenter());
    else if (event.key === "Backspace") { this.places.pop(); this.draw(); this.tell(); }
    else if (event.key === "Escape") this.stop();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  add(place) {
    this.places.push(place);
    this.draw();
    this.tell();
  }

  draw() {
    this.drawn.clearLayers();
    const shape = this.places.length > 2 ? L.polygon : L.polyline;
    this.drawn.addLayer(shape(this.places, { className: "measured", ...SIGN }));
    this.places.forEach((place) => this.drawn.addLayer(L.circleMarker(place, { radius: 5, className: "measured-point", ...SIGN })));
  }

  tell() {
    const { words } = this.plan;
    if (this.places.length < 2) { this.say(words.measuring); return; }
    const sentence = this.places.length > 2 ? words.area : words.distance;
    const told = sentence.replace("{distance}", metres(lengthOf(this.places))).replace("{area}", squareMetres(areaOf(this.places)));
    this.say(`${told} ${words.metres}`);
  }
}

export const startMeasuring = (plan, button, say) => new Measure(plan, button, say);
