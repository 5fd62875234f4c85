// The plan: cemetery, sections and, near enough, every unit, styled by the same states as the elevation.
// No base map and no address but our own. Used by every page that has a map; each listens to what it tells:
//   plan:loaded {units}               what the window holds is drawn
//   plan:chosen {layer, id, url, by}  somebody chose a section or a unit, `by` "pointer" or "key"; unless prevented,
//                                     its address is opened
//   plan:empty {latlng}               somebody pressed where nothing lies
// `data-layers` (none: an empty map), `data-extent` west,south,east,north, `data-marked`, `data-marked-at` lon,lat,
// `data-zoom-in`, `data-zoom-out`; the words of templates/gis/_plan_words.html.

import { featuresOf } from "./features.js";
import { Names } from "./names.js";
import { FINGER, placed, unitLayer } from "./units.js";
import { Walker } from "./walk.js";

const UNITS_FROM_ZOOM = 18;
const MARKED_ZOOM = 20;
const DRAWN = { cemetery: "enclosure", section: "block", entrance: "entrance" };
const isCalm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
const read = (text) => (text ?? "").split(",").map(Number);

export class Plan {
  // options: day (YYYY-MM-DD), section (key of the one shown)
  constructor(frame, options = {}) {
    this.frame = frame;
    this.day = options.day ?? "";
    this.section = options.section ?? "";
    this.words = document.getElementById("planol-paraules")?.dataset ?? {};
    const [west, south, east, north] = read(frame.dataset.extent);
    this.extent = L.latLngBounds([south, west], [north, east]);
    frame.replaceChildren();
    this.makeMap();
    this.shapes = [];
    this.areas = L.layerGroup().addTo(this.map);
    this.names = new Names(this);
    this.units = unitLayer().addTo(this.map);
    this.walker = new Walker(this, this.words);
    this.tip = L.tooltip({ direction: "top", offset: [0, -8] });
    this.setMarked(frame.dataset.marked, frame.dataset.markedAt);
    if (this.markedAt) this.map.setView(this.markedAt, MARKED_ZOOM, { animate: false });
    else this.map.fitBounds(this.extent, { padding: [6, 6], animate: false });
    this.listen();
    this.load();
  }

  makeMap() {
    const { zoomIn, zoomOut } = this.frame.dataset;
    this.map = L.map(this.frame, { attributionControl: false, zoomControl: false, zoomSnap: 0.25, maxZoom: 23, minZoom: 8 });
    L.control.zoom({ zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(this.map);
    L.control.scale({ imperial: false }).addTo(this.map);
    for (const [name, level] of [["units", 410], ["signs", 620], ["cursor", 640]]) this.map.createPane(name).style.zIndex = level;
    for (const name of ["units", "signs"]) this.map.getPane(name).style.pointerEvents = "none";
  }

  listen() {
    this.map.on("moveend", () => this.load());
    this.map.on("click", (event) => this.onClick(event));
    this.map.on("mousemove", (event) => this.onMove(event));
    this.map.on("mouseout movestart", () => this.tip.remove());
  }

  tell(name, detail) {
    return this.frame.dispatchEvent(new CustomEvent(name, { bubbles: true, cancelable: true, detail }));
  }

  // ---------- data
  // Ask the server again for what the window holds.
  reload() {
    return this.load(true);
  }

  async load(again = false) {
    if (!this.frame.dataset.layers) return;
    const zoom = this.map.getZoom();
    const isFine = zoom >= UNITS_FROM_ZOOM;
    if (!again && this.loaded?.contains(this.map.getBounds()) && this.isFine === isFine) { this.names.draw(); return; }
    const window = this.map.getBounds().pad(0.4);
    this.request?.abort();
    this.request = new AbortController();
    const query = new URLSearchParams({ bbox: window.toBBoxString(), zoom, dia: this.day });
    try {
      const answer = await fetch(`${this.frame.dataset.layers}?${query}`, { signal: this.request.signal, headers: { Accept: "application/geo+json" } });
      if (!answer.ok) return;
      this.draw(featuresOf(await answer.json()));
      [this.loaded, this.isFine] = [window, isFine];
      this.tell("plan:loaded", { units: this.units.units.length });
    } catch (error) {
      if (error.name !== "AbortError" && error.name !== "TypeError") throw error;
    }
  }

  draw(features) {
    const focused = document.activeElement?.closest("path[data-key]")?.dataset.key;
    const isUnit = (feature) => feature.properties.layer === "unit";
    this.areas.clearLayers();
    this.shapes = [];
    for (const level of ["cemetery", "section", "entrance"]) this.drawAreas(level, features);
    this.units.show(features.filter(isUnit).map(placed), this.extent.getCenter());
    this.withUnits = new Set(this.units.units.map((unit) => String(unit.section)));
    this.fit();
    this.showSection();
    this.walker.renew();
    if (focused) this.frame.querySelector(`path[data-key="${focused}"]`)?.focus();
  }

  drawAreas(level, features) {
    const found = features.filter((feature) => feature.properties.layer === level);
    L.geoJSON(found, {
      style: { className: DRAWN[level] },
      pointToLayer: (feature, at) => L.circleMarker(at, { radius: 6, className: DRAWN[level] }),
      interactive: level === "section",
      onEachFeature: (feature, shape) => this.shapes.push(shape),
    }).addTo(this.areas);
    this.shapes.filter((shape) => shape.feature.properties.layer === level).forEach((shape) => this.makeOperable(shape, level));
  }

  makeOperable(shape, level) {
    const { id, label } = shape.feature.properties;
    if (level === "entrance") shape.bindTooltip(label, { permanent: true, direction: "right", offset: [6, 0], className: "plain" });
    const path = shape.getElement();
    if (!path || level !== "section") return;
    path.dataset.key = `section-${id}`;
    path.setAttribute("role", "link");
    path.setAttribute("aria-label", label);
    path.setAttribute("tabindex", "0");
    shape.on("click", () => { this.pressed = shape; });
    shape.on("mouseover", () => { this.over = shape; });
    shape.on("mouseout", () => { this.over = null; });
    path.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      this.open(shape.feature.properties, "key");
    });
    path.addEventListener("focus", () => { if (path.matches(":focus-visible")) this.hint(label, shape.getBounds().getCenter()); });
    path.addEventListener("blur", () => this.tip.remove());
  }

  // The first answer says exactly how far the cemetery reaches.
  fit() {
    const found = this.shapes.map((shape) => (shape.getBounds ? shape.getBounds() : L.latLngBounds([shape.getLatLng()])));
    if (this.hasFitted || !found.length || this.markedAt) return;
    this.hasFitted = true;
    const reach = found.reduce((all, bounds) => all.extend(bounds), L.latLngBounds([]));
    if (!this.extent.equals(reach)) this.map.fitBounds(reach, { padding: [6, 6], animate: false });
  }

  sections() {
    return this.shapes.filter((shape) => shape.feature.properties.layer === "section");
  }

  hasUnits(section) {
    return this.withUnits?.has(String(section)) ?? false;
  }

  // ---------- what the page asks for
  // Show the plan of a day, with one section as the chosen one, and a unit marked where it lies.
  show({ day, section, marked, markedAt }) {
    const isNewUnit = (marked ?? "") !== (this.marked ?? "");
    this.section = section;
    this.setMarked(marked, markedAt);
    if (isNewUnit && this.markedAt) this.flyTo(this.markedAt);
    const isNewDay = day !== this.day;
    this.day = day;
    if (isNewDay) this.reload();
    else this.showSection();
  }

  // A unit without a shape of its own is shown by a sign where its block or its column stands.
  setMarked(marked, at) {
    const [lon, lat] = read(at);
    this.marked = marked || null;
    this.markedAt = at ? L.latLng(lat, lon) : null;
    this.units.marked = this.marked;
    this.sign?.remove();
    if (this.markedAt) this.sign = L.circleMarker(this.markedAt, { radius: 9, className: "spot", pane: "signs", interactive: false }).addTo(this.map);
    this.showSign();
    this.units.redraw();
  }

  showSign() {
    this.sign?.getElement()?.classList.toggle("of-unit", Boolean(this.units.get(this.marked)));
  }

  flyTo(at) {
    const zoom = Math.max(this.map.getZoom(), MARKED_ZOOM);
    if (isCalm()) this.map.setView(at, zoom, { animate: false });
    else this.map.flyTo(at, zoom, { duration: 0.8 });
  }

  // Units chosen elsewhere, as in the wall; from afar their block is brought near.
  choose(ids) {
    this.units.chosen = new Set(ids.map(String));
    this.units.redraw();
    const known = ids.map((id) => this.units.get(id)).filter(Boolean);
    if (!known.length) return;
    const places = known.map((unit) => this.units.placeOf(unit));
    if (!places.some((at) => this.map.getBounds().contains(at))) this.map.panTo(places[0], { animate: !isCalm() });
  }

  // The unit that one passes in the wall, without moving the plan.
  glance(id) {
    this.units.glanced = String(id);
    this.units.redraw();
  }

  showSection() {
    for (const shape of this.sections()) {
      const { id } = shape.feature.properties;
      const isOn = String(id) === this.section;
      shape.getElement()?.classList.toggle("with-units", this.hasUnits(id));
      shape.getElement()?.classList.toggle("on", isOn);
      shape.getElement()?.setAttribute("aria-current", String(isOn));
    }
    this.showSign();
    this.names.draw();
  }

  // ---------- pointing and choosing
  open({ layer, id, url }, by) {
    if (this.tell("plan:chosen", { layer, id, url, by })) window.location.assign(url);
  }

  // A tool that takes every press for itself (measuring, drawing) sets `isBusy`.
  onClick(event) {
    const section = this.pressed;
    this.pressed = null;
    if (this.isBusy) return;
    const [unit] = this.units.at(event.latlng, this.reachOf(event));
    if (unit) this.open(unit, "pointer");
    else if (section) this.open(section.feature.properties, "pointer");
    else this.tell("plan:empty", { latlng: event.latlng });
  }

  reachOf(event) {
    return event.originalEvent?.pointerType === "mouse" ? 3 : FINGER;
  }

  onMove(event) {
    const [unit] = this.isBusy ? [] : this.units.at(event.latlng, 3);
    const label = unit?.label ?? this.over?.feature.properties.label;
    this.frame.classList.toggle("over-unit", Boolean(unit));
    if (label && !this.isBusy) this.hint(label, event.latlng);
    else this.tip.remove();
  }

  // Say what a unit is, beside it, as to whom the keyboard led there.
  point(unit) {
    this.hint(unit.label, this.units.placeOf(unit));
  }

  hint(label, at) {
    this.tip.setLatLng(at).setContent(document.createTextNode(label)).addTo(this.map);
  }
}
