// Where am I: asked of the browser only when the button is pressed, kept nowhere and sent to nobody.

import { metres } from "./writing.js";

const NEAR = 500;             // m: beyond, the plan stays at the cemetery and says how far it is
const PATIENCE = { enableHighAccuracy: true, timeout: 20_000, maximumAge: 10_000 };
const SIGN = { pane: "signs", interactive: false };

export function startLocating(plan, button, say) {
  const marks = L.layerGroup().addTo(plan.map);
  const show = ({ coords }) => {
    const at = L.latLng(coords.latitude, coords.longitude);
    const around = L.circle(at, { radius: coords.accuracy, className: "margin", ...SIGN });
    marks.clearLayers().addLayer(around).addLayer(L.circleMarker(at, { radius: 8, className: "me", ...SIGN }));
    const away = plan.map.distance(at, plan.extent.getCenter());
    const isNear = away < NEAR + plan.map.distance(plan.extent.getSouthWest(), plan.extent.getNorthEast());
    if (isNear) plan.map.fitBounds(plan.extent.pad(0).extend(at), { animate: false });
    const sentence = isNear ? plan.words.located : plan.words.far;
    say(sentence.replace("{metres}", metres(coords.accuracy)).replace("{distance}", metres(away)));
  };
  button.addEventListener("click", () => {
    if (!window.isSecureContext || !navigator.geolocation) { say(plan.words.insecure); return; }
    say(plan.words.locating);
    const refuse = (error) => say(error.code === error.PERMISSION_DENIED ? plan.words.refused : plan.words.nowhere);
    navigator.geolocation.getCurrentPosition(show, refuse, PATIENCE);
  });
}
