// The plan: cemetery, sections and, near enough, every unit, styled by the same states as the elevation.
// No base map and no address but our own. Used by every page that has a map; each listens to what it tells:
//   plan:loaded {units}         what the window holds is drawn
//   plan:chosen {layer, id, url} somebody chose a section or a unit; unless prevented, its address is opened
// `data-layers` (none: an empty map), `data-extent` west,south,east,north, `data-marked`, `data-marked-at` lon,lat.

import { featuresOf } from "./features.js";

const UNITS_FROM_ZOOM = 18;
const MARKED_ZOOM = 20;
const DRAWN = { cemetery: "enclosure", section: "block", entrance: "entrance" };
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Plan {
  // options: day (YYYY-MM-DD), section (key of the one shown)
  constructor(frame, options = {}) {
    this.frame = frame;
    this.day = options.day ?? "";
    this.section = options.section ?? "";
    const [west, south, east, north] = frame.dataset.extent.split(",").map(Number);
    this.extent = L.latLngBounds([south, west], [north, east]);
    frame.replaceChildren();
    this.map = L.map(frame, { attributionControl: false, zoomControl: false, zoomSnap: 0.25, maxZoom: 23, minZoom: 10 });
    L.control.zoom({ zoomInTitle: frame.dataset.zoomIn, zoomOutTitle: frame.dataset.zoomOut }).addTo(this.map);
    L.control.scale({ imperial: false }).addTo(this.map);
    this.names = L.layerGroup().addTo(this.map);
    this.layers = L.layerGroup().addTo(this.map);
    this.marked = frame.dataset.marked;
    const [lon, lat] = (frame.dataset.markedAt ?? "").split(",").map(Number);
    if (frame.dataset.markedAt) this.map.setView([lat, lon], MARKED_ZOOM, { animate: false });
    else this.map.fitBounds(this.extent, { padding: [6, 6], animate: false });
    this.map.on("moveend", () => this.load());
    this.load();
  }

  // Ask the server again for what the window holds.
  reload() {
    return this.load(true);
  }

  // Show the plan of a day, with one section as the chosen one.
  show({ day, section }) {
    this.section = section;
    const isNewDay = day !== this.day;
    this.day = day;
    if (isNewDay) this.reload();
    else this.showSection();
  }

  tell(name, detail) {
    return this.frame.dispatchEvent(new CustomEvent(name, { bubbles: true, cancelable: true, detail }));
  }

  async load(again = false) {
    if (!this.frame.dataset.layers) return;
    const zoom = this.map.getZoom();
    const isFine = zoom >= UNITS_FROM_ZOOM;
    if (!again && this.loaded?.contains(this.map.getBounds()) && this.isFine === isFine) { this.drawNames(); return; }
    const window = this.map.getBounds().pad(0.4);
    this.request?.abort();
    this.request = new AbortController();
    const query = new URLSearchParams({ bbox: window.toBBoxString(), zoom, dia: this.day });
    try {
      const answer = await fetch(`${this.frame.dataset.layers}?${query}`, { signal: this.request.signal, headers: { Accept: "application/geo+json" } });
      if (!answer.ok) return;
      this.draw(featuresOf(await answer.json()));
      [this.loaded, this.isFine] = [window, isFine];
      this.tell("plan:loaded", { units: this.shapes.filter((shape) => shape.feature.properties.layer === "unit").length });
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }

  draw(features) {
    const focused = document.activeElement?.closest("path[data-key]")?.dataset.key;
    this.layers.clearLayers();
    this.shapes = [];
    for (const level of ["cemetery", "section", "entrance", "unit"]) {
      const found = features.filter((feature) => feature.properties.layer === level);
      L.geoJSON(found, {
        style: (feature) => ({ className: this.classOf(feature.properties) }),
        pointToLayer: (feature, at) => L.circleMarker(at, { radius: 6, className: this.classOf(feature.properties) }),
        interactive: level === "section" || level === "unit",
        onEachFeature: (feature, shape) => this.shapes.push(shape),
      }).addTo(this.layers);
    }
    this.shapes.forEach((shape) => this.makeOperable(shape));
    const first = this.shapes.find((shape) => shape.feature.properties.layer === "unit");
    first?.getElement()?.setAttribute("tabindex", "0");
    this.fit();
    this.showSection();
    if (focused) this.frame.querySelector(`path[data-key="${focused}"]`)?.focus();
  }

  // The first answer says exactly how far the cemetery reaches.
  fit() {
    const found = this.shapes.map((shape) => (shape.getBounds ? shape.getBounds() : L.latLngBounds([shape.getLatLng()])));
    if (this.hasFitted || !found.length || this.frame.dataset.markedAt) return;
    this.hasFitted = true;
    const reach = found.reduce((all, bounds) => all.extend(bounds), L.latLngBounds([]));
    if (!this.extent.equals(reach)) this.map.fitBounds(reach, { padding: [6, 6], animate: false });
  }

  classOf(properties) {
    if (properties.layer !== "unit") return DRAWN[properties.layer];
    const here = String(properties.id) === this.marked ? " here" : "";
    return `unit st-${properties.state}${properties.anomaly ? " st-anomaly" : ""}${here}`;
  }

  makeOperable(shape) {
    const { layer, id, label } = shape.feature.properties;
    const path = shape.getElement();
    if (!path || layer === "cemetery") return;
    if (layer === "entrance") { shape.bindTooltip(label, { permanent: true, direction: "right", offset: [6, 0], className: "plain" }); return; }
    shape.bindTooltip(label, { sticky: layer === "section" });
    path.dataset.key = `${layer}-${id}`;
    path.setAttribute("role", "link");
    path.setAttribute("aria-label", label);
    path.setAttribute("tabindex", layer === "section" ? "0" : "-1");
    shape.on("click", () => this.open(shape));
    path.addEventListener("keydown", (event) => this.onKey(event, shape));
    path.addEventListener("focus", () => { if (path.matches(":focus-visible")) shape.openTooltip(); });
    path.addEventListener("blur", () => shape.closeTooltip());
  }

  open(shape) {
    const { layer, id, url } = shape.feature.properties;
    if (this.tell("plan:chosen", { layer, id, url })) window.location.assign(url);
  }

  onKey(event, shape) {
    if (event.key === "Enter") { event.preventDefault(); this.open(shape); return; }
    const step = STEPS[event.key];
    if (!step || shape.feature.properties.layer !== "unit") return;
    event.preventDefault();
    event.stopPropagation();
    const next = this.nearest(shape, step);
    if (!next) return;
    shape.getElement().setAttribute("tabindex", "-1");
    next.getElement().setAttribute("tabindex", "0");
    next.getElement().focus();
    if (!this.map.getBounds().contains(this.centre(next))) this.map.panTo(this.centre(next));
  }

  centre(shape) {
    return shape.getBounds ? shape.getBounds().getCenter() : shape.getLatLng();
  }

  // The nearest unit in a direction; what lies aside counts double, so that a row is followed to its end.
  nearest(from, [right, down]) {
    const start = this.map.latLngToLayerPoint(this.centre(from));
    let [best, least] = [null, Infinity];
    for (const shape of this.shapes) {
      if (shape === from || shape.feature.properties.layer !== "unit") continue;
      const way = this.map.latLngToLayerPoint(this.centre(shape)).subtract(start);
      const ahead = way.x * right + way.y * down;
      const aside = Math.abs(way.x * down) + Math.abs(way.y * right);
      if (ahead <= 0 || aside > ahead) continue;
      if (ahead + 2 * aside < least) [best, least] = [shape, ahead + 2 * aside];
    }
    return best;
  }

  showSection() {
    const withUnits = new Set((this.shapes ?? []).map((shape) => shape.feature.properties.section));
    for (const shape of this.shapes ?? []) {
      const { layer, id } = shape.feature.properties;
      if (layer !== "section") continue;
      const isOn = String(id) === this.section;
      shape.getElement()?.classList.toggle("with-units", withUnits.has(id));
      shape.getElement()?.classList.toggle("on", isOn);
      shape.getElement()?.setAttribute("aria-current", String(isOn));
    }
    this.drawNames();
  }

  // The name of a block along its longest side, where it fits; beside a wall too thin to carry it, on the inner side.
  drawNames() {
    this.names.clearLayers();
    const hasUnits = this.map.getZoom() >= UNITS_FROM_ZOOM && this.shapes?.some((shape) => shape.feature.properties.layer === "unit");
    for (const shape of this.shapes ?? []) {
      const { layer, id, name, label } = shape.feature.properties;
      if (layer !== "section") continue;
      const { length, width, angle, inward } = this.longestSide(shape);
      const text = length > label.length * 8 ? label : name;
      if (length < text.length * 7 || (hasUnits && width > 60)) continue;
      const isThin = width < 18;
      const sign = document.createElement("span");
      sign.textContent = text;
      const fitsLevel = width > text.length * 9;
      sign.style.transform = `translate(-50%, -50%) rotate(${fitsLevel ? 0 : angle}deg)`;
      const icon = L.divIcon({ className: `block-name${String(id) === this.section ? " on" : ""}${isThin ? " beside" : ""}`, html: sign, iconSize: [0, 0] });
      const middle = this.map.latLngToLayerPoint(this.centre(shape));
      const at = isThin ? middle.add(inward.multiplyBy(width / 2 + 11)) : middle;
      L.marker(this.map.layerPointToLatLng(at), { icon, interactive: false, keyboard: false }).addTo(this.names);
    }
  }

  longestSide(shape) {
    const points = shape.getLatLngs().flat(2).map((at) => this.map.latLngToLayerPoint(at));
    const sides = points.map((point, index) => points[(index + 1) % points.length].subtract(point));
    const size = (side) => Math.hypot(side.x, side.y);
    const longest = sides.reduce((a, b) => (size(b) > size(a) ? b : a));
    let angle = (Math.atan2(longest.y, longest.x) * 180) / Math.PI;
    if (angle > 90) angle -= 180;
    if (angle <= -90) angle += 180;
    const across = [-longest.y / size(longest), longest.x / size(longest)];
    const offsets = points.map((point) => point.x * across[0] + point.y * across[1]);
    const toMiddle = this.map.latLngToLayerPoint(this.extent.getCenter()).subtract(this.map.latLngToLayerPoint(this.centre(shape)));
    const side = Math.sign(toMiddle.x * across[0] + toMiddle.y * across[1]) || 1;
    const inward = L.point(across[0] * side, across[1] * side);
    return { length: size(longest), width: Math.max(...offsets) - Math.min(...offsets), angle, inward };
  }
}
