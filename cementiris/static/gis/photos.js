// Photographs as pins on the plan, each with its small picture; the list beside the wall says the same.

function popup({ label, url, small }) {
  const link = Object.assign(document.createElement("a"), { href: url, className: "photo" });
  if (small) link.append(Object.assign(document.createElement("img"), { src: small, alt: "" }));
  link.append(Object.assign(document.createElement("span"), { textContent: label }));
  return link;
}

function pin(feature, at, word) {
  const { label } = feature.properties;
  const icon = L.divIcon({ className: "photo-pin", iconSize: [24, 24] });
  const marker = L.marker(at, { icon, title: label, riseOnHover: true });
  marker.on("add", () => {
    marker.getElement().setAttribute("role", "button");
    marker.getElement().setAttribute("aria-label", `${word}: ${label}`);
  });
  return marker.bindPopup(() => popup(feature.properties), { minWidth: 160, maxWidth: 200, autoPanPaddingTopLeft: [56, 8] });
}

export async function startPhotos(plan) {
  const { pins, word } = document.getElementById("fotos")?.dataset ?? {};
  if (!pins) return;
  const answer = await fetch(pins, { headers: { Accept: "application/geo+json" } }).catch(() => null);
  if (!answer?.ok) return;
  L.geoJSON(await answer.json(), { pointToLayer: (feature, at) => pin(feature, at, word) }).addTo(plan.map);
}
