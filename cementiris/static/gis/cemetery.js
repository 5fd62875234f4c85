// The page of a cemetery: its plan beside its walls, which htmx replaces when another block, unit or day is asked for.
// Without this script the list of blocks beside the plan does the same.

import { startPhotos } from "./photos.js";
import { Plan } from "./plan.js";
import { startPrinting } from "./printing.js";
import { startTools } from "./tools.js";

const ELSEWHERE = "#estat,#blocs,#titol,#molles,#maneres,#triada:innerHTML";
const wall = () => document.getElementById("alcat");
const asked = () => ({ ...wall().dataset });
const frame = document.getElementById("planol");

// A unit is marked here, on its wall too, where its card leads to the sheet.
function mark(id) {
  const address = `${frame.dataset.here}?${new URLSearchParams({ sepultura: id, dia: wall().dataset.day })}`;
  window.htmx.ajax("GET", address, { source: frame, target: wall(), select: "#alcat", selectOOB: ELSEWHERE, swap: "outerHTML show:none", push: address });
}

// A press on a block opens its wall, through its link in the list; a press on a unit marks it. With the keyboard, Enter
// opens the sheet of a unit: that is the plan's own way.
function onChosen(event) {
  const { layer, id, by } = event.detail;
  const link = layer === "section" && document.querySelector(`#blocs a[data-section="${id}"]`);
  if (!link && (layer !== "unit" || by === "key")) return;
  event.preventDefault();
  if (link) link.click();
  else mark(id);
}

if (frame && window.L) {
  const plan = new Plan(frame, asked());
  startTools(plan);
  startPrinting(plan);
  startPhotos(plan);
  frame.addEventListener("plan:chosen", onChosen);
  // Bare ground comes to the middle: who cannot drag moves the plan so.
  frame.addEventListener("plan:empty", (event) => plan.map.panTo(event.detail.latlng));
  document.addEventListener("elevation:selection", () => {
    plan.choose([...wall().querySelectorAll(".cell[aria-selected='true']")].map((cell) => cell.dataset.id));
  });
  document.addEventListener("focusin", (event) => {
    const cell = event.target.closest?.("#alcat .cell");
    if (cell) plan.glance(cell.dataset.id);
  });
  document.body.addEventListener("htmx:afterSettle", (event) => {
    if (!wall()) return;
    plan.show(asked());
    const isNarrow = window.matchMedia("(max-width: 61.99rem)").matches;
    if (isNarrow && event.detail.requestConfig?.boosted) wall().scrollIntoView({ block: "start" });
  });
}
