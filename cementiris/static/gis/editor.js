// Drawing on the plan. The form is the drawing: what one taps or drags goes into its fields as metres, what one types
// shows on the map, and the server says what would come of it (htmx: `#esbos`), as it does without this script.

import { startBases } from "./base.js";
import { Handles } from "./handles.js";
import { toDegrees, toMetres } from "./metres.js";
import { Plan } from "./plan.js";
import { PointsOnMap } from "./points.js";

const frame = document.getElementById("dibuix");
const form = document.getElementById("eina");
const tell = (field) => field.dispatchEvent(new Event("change", { bubbles: true }));

if (frame && window.L && window.proj4) {
  const plan = new Plan(frame);
  plan.map.createPane("sketch").style.zIndex = 620;
  const sketch = L.layerGroup().addTo(plan.map);
  const handles = new Handles(plan, form, tell);
  const draw = () => {
    const told = document.querySelector("#esbos-dibuix")?.dataset.drawn;
    sketch.clearLayers();
    if (told) drawn(JSON.parse(told), "sketch").addTo(sketch);
    handles.show(told ? L.geoJSON(JSON.parse(told)).getBounds() : null);
  };
  if (frame.dataset.lines) drawn(JSON.parse(frame.dataset.lines), "foot").addTo(plan.map);
  document.body.addEventListener("htmx:afterSwap", (event) => { if (event.detail.target.id === "esbos") draw(); });
  startMarking(plan);
  frame.addEventListener("plan:chosen", (event) => { event.preventDefault(); choose(plan, event.detail); });
  showChosen(plan);
  frame.addEventListener("plan:loaded", () => showChosen(plan));
  draw();
  const bases = document.getElementById("planol-fons");
  const says = document.getElementById("planol-diu");
  if (bases) startBases(plan, bases, (sentence) => { says.textContent = sentence ?? ""; });
}

function drawn(geometry, className) {
  const style = { className, pane: "sketch", interactive: false };
  return L.geoJSON(geometry, { style, interactive: false, pointToLayer: (feature, at) => L.circleMarker(at, { ...style, radius: 7 }) });
}

// ---------- marking points: one field at a time takes the taps
function startMarking(plan) {
  const fields = [...form.querySelectorAll("[data-draws]")];
  const marked = fields.map((field) => new PointsOnMap(plan, field, { toDegrees, toMetres, tell }));
  const start = (chosen) => {
    marked.forEach((each) => each.setActive(each === chosen && !each.isActive));
    plan.isBusy = marked.some((each) => each.isActive);
    plan.frame.classList.toggle("measuring", plan.isBusy);
  };
  marked.forEach((each) => each.button.addEventListener("click", () => start(each)));
  plan.map.on("click", (event) => marked.find((each) => each.isActive)?.add(event.latlng));
  if (marked.length && !form.querySelector("[data-chooses]")) start(marked[0]);
}

// ---------- choosing: a tap on a unit writes its number into the form, one on a block its name
function choose(plan, { layer, id }) {
  const block = form.elements.block ?? form.elements.section;
  const numbers = form.querySelector("[data-chooses]");
  if (layer === "section" && block) {
    block.value = String(id);
    if (numbers) numbers.value = "";
    tell(block);
  }
  if (layer === "unit" && numbers) {
    const unit = plan.units.get(id);
    const together = stackOf(plan, unit).map((one) => one.number);
    const isElsewhere = block.value !== String(unit.section ?? "");
    const listed = isElsewhere ? [] : numbers.value.split(",").map((text) => text.trim()).filter(Boolean);
    const others = listed.filter((one) => !together.includes(one));
    block.value = String(unit.section ?? "");
    numbers.value = (listed.includes(unit.number) ? others : [...others, ...together]).join(", ");
    tell(numbers);
  }
  showChosen(plan);
}

// Niches above each other share their strip: where one is pressed, all of them are.
function stackOf(plan, unit) {
  const same = (one, other) => Math.abs(one.x - other.x) + Math.abs(one.y - other.y) < 1e-7;
  return plan.units.units.filter((one) => one.section === unit.section && same(one.box.min, unit.box.min) && same(one.box.max, unit.box.max));
}

function showChosen(plan) {
  const numbers = form.querySelector("[data-chooses]");
  if (!numbers) return;
  const listed = new Set(numbers.value.split(",").map((text) => text.trim()));
  const block = form.elements.block.value;
  plan.units.chosen = new Set(plan.units.units.filter((unit) => listed.has(unit.number) && String(unit.section ?? "") === block).map((unit) => String(unit.id)));
  plan.units.redraw();
}
