// All units of a plan on one canvas, in the colours and patterns of the elevation: ten thousand SVG shapes would be
// too many to pan. What can be pointed at and walked is told by `at` and `nearest`; the canvas itself holds no text.

import { spread } from "./stacks.js";

const STATES = ["free", "conceded", "occupied", "perpetual", "soon", "expired", "out"];
const SAME = 4e-7;            // about 5 cm on the plane: units that lie over each other, as those of a column
const ROUND = 5;              // px: radius of a unit that is only a point
const WITH_EDGE = 3;          // px: shortest side from which a unit shows its edge
const WITH_GAP = 9;           // px: from which a line of light parts it from a neighbour as dark
const WITH_MARK = 6;          // px: from which corner and dot are told apart
const LETTERING = 16;         // px: nothing is written smaller
export const FINGER = 12;     // px: how far beside a small unit one may press

// The plane that units lie on: Web Mercator at zoom 0, so that every zoom is one multiplication away.
const onPlane = ([lon, lat]) => L.CRS.EPSG3857.latLngToPoint(L.latLng(lat, lon), 0);

// A GeoJSON feature of a unit as it is drawn and pointed at: rings on the plane, its middle, and its longest side.
export function placed(feature) {
  const { type, coordinates } = feature.geometry;
  const polygons = { Polygon: [coordinates], MultiPolygon: coordinates, Point: [[[coordinates]]] }[type] ?? [];
  const rings = polygons.flat().map((ring) => ring.map(onPlane));
  return reshaped({ ...feature.properties, isPoint: type === "Point" }, rings);
}

function reshaped(unit, rings) {
  const box = L.bounds(rings.flat());
  return { ...unit, rings, box, middle: middleOf(rings[0], box), side: longestSide(rings[0]) };
}

function middleOf(ring, box) {
  if (ring.length < 4) return box.getCenter();
  const corners = ring.slice(0, -1);
  return corners.reduce((sum, point) => sum.add(point), L.point(0, 0)).divideBy(corners.length);
}

// Length, width and angle (radians, readable from left to right) of a shape along its longest side.
function longestSide(ring) {
  const sides = ring.map((point, index) => ring[(index + 1) % ring.length].subtract(point));
  const longest = sides.reduce((a, b) => (Math.hypot(b.x, b.y) > Math.hypot(a.x, a.y) ? b : a));
  const length = Math.hypot(longest.x, longest.y);
  if (!length) return { length: 0, width: 0, angle: 0 };
  let angle = Math.atan2(longest.y, longest.x);
  if (angle > Math.PI / 2) angle -= Math.PI;
  if (angle <= -Math.PI / 2) angle += Math.PI;
  const offsets = ring.map((point) => (point.x * -longest.y + point.y * longest.x) / length);
  return { length, width: Math.max(...offsets) - Math.min(...offsets), angle };
}

// Even and odd: a hole in a shape is not the shape.
function isInside(rings, { x, y }) {
  let inside = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [a, b] = [ring[i], ring[j]];
      if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
    }
  }
  return inside;
}

// How each state is drawn: the same table as .st and .st-… in elevation.css.
function looksOf(frame) {
  const style = getComputedStyle(frame);
  const colour = (name) => style.getPropertyValue(name).trim();
  const [occupied, expired, out] = ["--st-occupied", "--st-expired", "--st-out"].map(colour);
  return {
    free: { fill: "#fff", edge: colour("--st-free-edge"), wide: true, ink: colour("--ink") },
    conceded: { fill: colour("--st-conceded"), edge: colour("--st-conceded-edge"), ink: colour("--ink") },
    occupied: { fill: occupied, edge: "#fff", from: WITH_GAP, ink: "#fff" },
    perpetual: { fill: occupied, edge: "#fff", from: WITH_GAP, ink: "#fff", dot: "#fff" },
    soon: { fill: colour("--st-soon"), edge: colour("--st-soon-edge"), ink: colour("--ink"), corner: colour("--st-soon-edge") },
    expired: { fill: hatch(7, expired, 2, false), edge: expired, ink: colour("--ink"), halo: "#fff" },
    out: { fill: hatch(8, out, 1.4, true), edge: out, ink: colour("--ink"), halo: "#fff" },
    anomaly: colour("--st-anomaly"),
    accent: colour("--accent"),
    ink: colour("--ink"),
    face: colour("--sans"),
  };
}

function hatch(size, colour, width, isCrossed) {
  const scale = window.devicePixelRatio || 1;
  const tile = document.createElement("canvas");
  tile.width = tile.height = Math.round(size * scale);
  const pen = tile.getContext("2d");
  pen.scale(tile.width / size, tile.height / size);
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, size, size);
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  for (const shift of [-size, 0, size]) {
    pen.moveTo(shift - 1, size + 1); pen.lineTo(shift + size + 1, -1);
    if (isCrossed) { pen.moveTo(shift - 1, -1); pen.lineTo(shift + size + 1, size + 1); }
  }
  pen.stroke();
  const pattern = pen.createPattern(tile, "repeat");
  pattern.setTransform(new DOMMatrix().scale(size / tile.width));
  return pattern;
}

// Leaflet's own base of canvases keeps the place while one pans and zooms; what is drawn is ours.
const layer = () => L.Renderer.extend({
  options: { padding: 0.3, pane: "units" },

  initialize(options) {
    L.Renderer.prototype.initialize.call(this, options);
    this.units = [];
    this.marked = null;
    this.chosen = new Set();
  },

  // `heart` (LatLng) is the middle of the cemetery, to which walls turn their fronts.
  show(units, heart) {
    this.units = spread(units, onPlane([heart.lng, heart.lat]), reshaped);
    this.byId = new Map(this.units.map((unit) => [String(unit.id), unit]));
    this.redraw();
  },

  get(id) {
    return this.byId?.get(String(id));
  },

  redraw() {
    if (!this._map || this.waits) return;
    this.waits = requestAnimationFrame(() => { this.waits = 0; if (this._map) this.paint(); });
  },

  _initContainer() {
    this._container = document.createElement("canvas");
    this._container.setAttribute("aria-hidden", "true");
    this.pen = this._container.getContext("2d");
  },

  _destroyContainer() {
    cancelAnimationFrame(this.waits);
    this._container.remove();
    delete this._container;
  },

  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    L.Renderer.prototype._update.call(this);
    const size = this._bounds.getSize();
    const scale = window.devicePixelRatio || 1;
    L.DomUtil.setPosition(this._container, this._bounds.min);
    this._container.width = Math.round(size.x * scale);
    this._container.height = Math.round(size.y * scale);
    this._container.style.width = `${size.x}px`;
    this._container.style.height = `${size.y}px`;
    this.pen.setTransform(scale, 0, 0, scale, -this._bounds.min.x * scale, -this._bounds.min.y * scale);
    this.paint();
  },

  // ---------- drawing
  paint() {
    this.looks ??= looksOf(this._map.getContainer());
    this.scale = this._map.getZoomScale(this._map.getZoom(), 0);
    this.origin = this._map.getPixelOrigin();
    const { min, max } = this._bounds;
    this.pen.clearRect(min.x, min.y, max.x - min.x, max.y - min.y);
    const seen = this.seen(L.bounds(this.toPlane(min), this.toPlane(max)));
    for (const state of STATES) this.paintState(this.looks[state], seen.filter((unit) => unit.state === state));
    this.paintAnomalies(seen.filter((unit) => unit.anomaly));
    seen.forEach((unit) => this.write(unit));
    for (const id of [...this.chosen, this.glanced]) this.single(id, 3);
    this.single(this.marked, 4);
  },

  seen(box) {
    return this.units.filter((unit) => unit.box.max.x >= box.min.x && unit.box.min.x <= box.max.x && unit.box.max.y >= box.min.y && unit.box.min.y <= box.max.y);
  },

  x(point) { return point.x * this.scale - this.origin.x; },
  y(point) { return point.y * this.scale - this.origin.y; },
  toPlane(point) { return L.point((point.x + this.origin.x) / this.scale, (point.y + this.origin.y) / this.scale); },
  widthOf(unit) { return unit.isPoint ? 2 * ROUND : unit.side.width * this.scale; },

  trace(unit) {
    for (const ring of unit.rings) {
      if (unit.isPoint) {
        this.pen.moveTo(this.x(ring[0]) + ROUND, this.y(ring[0]));
        this.pen.arc(this.x(ring[0]), this.y(ring[0]), ROUND, 0, 2 * Math.PI);
      } else {
        ring.forEach((point, index) => (index ? this.pen.lineTo(this.x(point), this.y(point)) : this.pen.moveTo(this.x(point), this.y(point))));
        this.pen.closePath();
      }
    }
  },

  paintState(look, units) {
    this.pen.strokeStyle = look.edge;
    this.pen.setLineDash([]);
    for (const unit of units) {
      const width = this.widthOf(unit);
      this.pen.beginPath();
      this.trace(unit);
      this.pen.fillStyle = look.fill;
      this.pen.fill("evenodd");
      this.pen.lineWidth = look.wide && width > WITH_MARK ? 2 : 1;
      if (width >= (look.from ?? WITH_EDGE)) this.pen.stroke();
      if (width < WITH_MARK) continue;
      if (look.corner) this.paintCorner(unit, look.corner);
      if (look.dot) this.paintDot(unit, look.dot, Math.min(3, width / 5));
    }
  },

  // The corner that lies furthest up and to the right, folded over.
  paintCorner(unit, colour) {
    if (unit.isPoint) return;
    const ring = unit.rings[0].slice(0, -1);
    const top = ring.reduce((best, point, index) => (point.x - point.y > ring[best].x - ring[best].y ? index : best), 0);
    const [corner, before, after] = [ring[top], ring.at(top - 1), ring[(top + 1) % ring.length]];
    const toward = (other) => {
      const side = other.subtract(corner);
      return corner.add(side.multiplyBy(Math.min(0.5, (0.45 * unit.side.width) / Math.hypot(side.x, side.y))));
    };
    this.pen.fillStyle = colour;
    this.pen.beginPath();
    for (const point of [corner, toward(before), toward(after)]) this.pen.lineTo(this.x(point), this.y(point));
    this.pen.fill();
  },

  paintDot(unit, colour, radius) {
    const down = this.hasNumber(unit) ? Math.sign(Math.sin(unit.side.angle)) || 1 : 0;
    const away = L.point(Math.cos(unit.side.angle), Math.sin(unit.side.angle)).multiplyBy(0.38 * unit.side.length * down);
    const at = unit.middle.add(away);
    this.pen.fillStyle = colour;
    this.pen.beginPath();
    this.pen.arc(this.x(at), this.y(at), radius, 0, 2 * Math.PI);
    this.pen.fill();
  },

  paintAnomalies(units) {
    for (const unit of units) {
      if (this.widthOf(unit) < WITH_EDGE) continue;
      this.pen.beginPath();
      this.trace(unit);
      this.pen.setLineDash([]);
      [this.pen.lineWidth, this.pen.strokeStyle] = [4, "#fff"];
      this.pen.stroke();
      this.pen.setLineDash([4, 3]);
      [this.pen.lineWidth, this.pen.strokeStyle] = [2, this.looks.anomaly];
      this.pen.stroke();
    }
    this.pen.setLineDash([]);
  },

  // A number is written where it fits: level, or along the longest side.
  turnOf(unit) {
    if (unit.isPoint || !unit.number) return null;
    const [length, width] = [unit.side.length * this.scale, unit.side.width * this.scale];
    const needed = unit.number.length * LETTERING * 0.52 + 6;
    if (width >= Math.max(needed, LETTERING + 2)) return 0;
    return length >= needed && width >= LETTERING + 2 ? unit.side.angle : null;
  },

  hasNumber(unit) { return this.turnOf(unit) !== null; },

  write(unit) {
    const turn = this.turnOf(unit);
    if (turn === null) return;
    const look = this.looks[unit.state];
    this.pen.save();
    this.pen.translate(this.x(unit.middle), this.y(unit.middle));
    this.pen.rotate(turn);
    this.pen.font = `400 ${LETTERING}px ${this.looks.face}`;
    [this.pen.textAlign, this.pen.textBaseline] = ["center", "middle"];
    if (look.halo) {
      [this.pen.lineWidth, this.pen.lineJoin, this.pen.strokeStyle] = [5, "round", look.halo];
      this.pen.strokeText(unit.number, 0, 0);
    }
    this.pen.fillStyle = look.ink;
    this.pen.fillText(unit.number, 0, 0);
    this.pen.restore();
  },

  // A unit singled out has a ring around it, seen on slate and on paper; its state stays to be seen within.
  single(id, width) {
    const unit = this.get(id);
    if (!unit) return;
    this.pen.setLineDash([]);
    for (const [wide, colour] of [[4 * width, "#fff"], [2 * width, this.looks.ink]]) {
      this.pen.beginPath();
      this.trace(unit);
      [this.pen.lineWidth, this.pen.strokeStyle] = [wide, colour];
      this.pen.stroke();
    }
    this.paintState(this.looks[unit.state], [unit]);
    if (unit.anomaly) this.paintAnomalies([unit]);
    this.write(unit);
  },

  // ---------- pointing and walking
  // The units under a place of the plan (LatLng): one, those that lie over each other, or the nearest within a finger.
  at(latlng, reach = 0) {
    const point = onPlane([latlng.lng, latlng.lat]);
    const scale = this._map.getZoomScale(this._map.getZoom(), 0);
    const under = this.units.filter((unit) => !unit.isPoint && unit.box.contains(point) && isInside(unit.rings, point));
    if (under.length) return under;
    const far = (unit) => unit.middle.distanceTo(point) * scale - (unit.isPoint ? ROUND : 0);
    const near = this.units.filter((unit) => far(unit) <= (unit.isPoint ? reach + 2 : reach));
    return near.sort((a, b) => far(a) - far(b)).slice(0, 1);
  },

  // The nearest unit in a direction; what lies aside counts double, so that a row is followed to its end.
  nearest(from, [right, down]) {
    let [best, least] = [null, Infinity];
    for (const unit of this.units) {
      const way = unit.middle.subtract(from.middle);
      const ahead = way.x * right + way.y * down;
      const aside = Math.abs(way.x * down) + Math.abs(way.y * right);
      if (ahead <= SAME || aside > ahead || ahead + 2 * aside >= least) continue;
      [best, least] = [unit, ahead + 2 * aside];
    }
    return best;
  },

  // Those that lie over each other at the place of a unit, the lowest first.
  over(unit) {
    return this.units.filter((other) => Math.abs(other.middle.x - unit.middle.x) < SAME && Math.abs(other.middle.y - unit.middle.y) < SAME);
  },

  closest(latlng) {
    const point = onPlane([latlng.lng, latlng.lat]);
    let [best, least] = [null, Infinity];
    for (const unit of this.units) {
      const far = unit.middle.distanceTo(point);
      if (far < least) [best, least] = [unit, far];
    }
    return best;
  },

  // Its box in pixels of the map.
  boxOf(unit) {
    const scale = this._map.getZoomScale(this._map.getZoom(), 0);
    const origin = this._map.getPixelOrigin();
    const pad = unit.isPoint ? ROUND : 0;
    return L.bounds(unit.box.min.multiplyBy(scale).subtract(origin).subtract([pad, pad]), unit.box.max.multiplyBy(scale).subtract(origin).add([pad, pad]));
  },

  placeOf(unit) {
    return L.CRS.EPSG3857.pointToLatLng(unit.middle, 0);
  },
});

export const unitLayer = () => new (layer())();
