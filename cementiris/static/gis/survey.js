// A survey over the plan of its cemetery, before it is brought in: each feature by what it was joined to.

import { Plan } from "./plan.js";

const frame = document.getElementById("previ");
// What a stranger's file says is text: a tooltip given a string would take it for markup.
const nameOf = ({ code, number }) => Object.assign(document.createElement("span"), { textContent: code || number });

if (frame) {
  const plan = new Plan(frame);
  plan.map.createPane("survey").style.zIndex = 430;
  const features = L.layerGroup().addTo(plan.map);
  let request;
  const draw = async () => {
    const bounds = plan.map.getBounds().pad(0.2);
    request?.abort();
    request = new AbortController();
    const query = new URLSearchParams({ bbox: bounds.toBBoxString(), zoom: plan.map.getZoom() });
    try {
      const answer = await fetch(`${frame.dataset.features}?${query}`, { signal: request.signal });
      if (!answer.ok) return;
      const found = await answer.json();
      features.clearLayers();
      L.geoJSON(found, {
        pane: "survey",
        style: (feature) => ({ className: `survey-${feature.properties.joined}` }),
        pointToLayer: (feature, at) => L.circleMarker(at, { radius: 6, pane: "survey", className: `survey-${feature.properties.joined}` }),
        onEachFeature: (feature, shape) => shape.bindTooltip(nameOf(feature.properties), { sticky: true }),
      }).addTo(features);
      frame.dataset.drawn = found.features.length;
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  };
  const [west, south, east, north] = frame.dataset.extent.split(",").map(Number);
  plan.map.on("moveend", draw);
  // The plan shows its own cemetery first; a survey may lie beside it.
  const look = () => plan.map.fitBounds([[south, west], [north, east]], { padding: [12, 12], animate: false });
  frame.addEventListener("plan:loaded", look, { once: true });
  look();
  draw();
}
