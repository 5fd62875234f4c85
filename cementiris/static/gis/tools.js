// The tools under a plan, wherever a page has them (templates/gis/_plan.html): each starts where its button is.

import { startBases } from "./base.js";
import { startFinding } from "./find.js";
import { startLocating } from "./locate.js";
import { startMeasuring } from "./measure.js";

export function startTools(plan) {
  const tools = document.getElementById("planol-eines");
  const says = document.getElementById("planol-diu");
  const say = (sentence) => { if (says.textContent !== sentence) says.textContent = sentence ?? ""; };
  const start = (selector, starting) => {
    const button = tools.querySelector(selector);
    if (button) starting(plan, button, say);
  };
  start("[data-plan-locate]", startLocating);
  start("[data-plan-measure]", startMeasuring);
  start("[data-plan-wide]", widen);
  start("#planol-fons", startBases);
  tools.hidden = false;
  const form = document.getElementById("planol-troba");
  if (form) startFinding(form);
}

// A large plan over the whole width; the wall then stands below it.
function widen(plan, button) {
  button.addEventListener("click", () => {
    const isWide = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(isWide));
    plan.frame.closest(".split")?.classList.toggle("wide-plan", isWide);
    const seen = plan.map.getBounds();
    plan.map.invalidateSize({ animate: false });
    plan.map.fitBounds(seen, { animate: false });
  });
}
