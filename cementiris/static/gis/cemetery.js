// The page of a cemetery: its plan beside its walls, which htmx replaces when another block or day is asked for.
// Without this script the list of blocks beside the plan does the same.

import { Plan } from "./plan.js";

const wall = () => document.getElementById("alcat");
const asked = () => ({ day: wall().dataset.day, section: wall().dataset.section });
const frame = document.getElementById("planol");

if (frame && window.L) {
  const plan = new Plan(frame, asked());
  // A block opens its elevation on this page, through its link in the list; a unit opens its sheet.
  frame.addEventListener("plan:chosen", (event) => {
    const { layer, id } = event.detail;
    const link = layer === "section" && document.querySelector(`#blocs a[data-section="${id}"]`);
    if (!link) return;
    event.preventDefault();
    link.click();
  });
  document.body.addEventListener("htmx:afterSettle", (event) => {
    plan.show(asked());
    const isNarrow = window.matchMedia("(max-width: 61.99rem)").matches;
    if (isNarrow && event.detail.requestConfig?.boosted) wall().scrollIntoView({ block: "start" });
  });
}
