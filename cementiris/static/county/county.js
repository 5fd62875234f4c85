// The county's map: one number a cemetery, reached by pointer and by Tab; chosen, it leads to its row of the table.
// No base map and no address but our own.

const MOST_NAMED = 25;
const frame = document.getElementById("mapa");

function markOf(feature, latlng) {
  const { free, label, town } = feature.properties;
  const sign = document.createElement("span");
  sign.append(Object.assign(document.createElement("b"), { textContent: free }), town);
  const icon = L.divIcon({ className: free ? "free" : "free none", html: sign, iconSize: [44, 44] });
  return L.marker(latlng, { icon, alt: label, title: label, keyboard: true, riseOnHover: true, zIndexOffset: free });
}

function leadTo(feature) {
  const row = document.getElementById(feature.properties.row);
  if (!row) return;
  for (const other of document.querySelectorAll("tr.chosen")) other.classList.remove("chosen");
  row.classList.add("chosen");
  row.scrollIntoView({ block: "nearest" });
  row.focus({ preventScroll: true });
}

function show(places) {
  const layer = L.geoJSON(places, { pointToLayer: markOf });
  layer.on("click", (event) => leadTo(event.layer.feature));
  layer.on("keypress", (event) => event.originalEvent.key === "Enter" && leadTo(event.layer.feature));
  return layer;
}

// Names stand beside the numbers while they are few, or near enough not to lie over each other.
function nameTowns(map, layer) {
  const near = layer.getLayers().length > MOST_NAMED ? map.getZoom() + 1.5 : 0;
  const change = () => frame.classList.toggle("named", map.getZoom() >= near);
  map.on("zoomend", change);
  change();
}

async function begin() {
  const [west, south, east, north] = frame.dataset.extent.split(",").map(Number);
  frame.replaceChildren();
  const map = L.map(frame, { attributionControl: false, zoomControl: false, zoomSnap: 0.25, minZoom: 6, maxZoom: 18 });
  L.control.zoom({ zoomInTitle: frame.dataset.zoomIn, zoomOutTitle: frame.dataset.zoomOut }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  map.fitBounds([[south, west], [north, east]], { padding: [56, 56], maxZoom: 14, animate: false });
  const answer = await fetch(frame.dataset.places);
  if (answer.ok) nameTowns(map, show(await answer.json()).addTo(map));
}

begin();
