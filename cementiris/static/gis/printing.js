// The link to the printer takes along what is being looked at: the block, the day, and the part that the map shows.
// Without this script it takes along the block and the day with which the page was opened.

export function startPrinting(plan) {
  const link = document.querySelector("a[data-print-tool]");
  const takeAlong = () => {
    const { section, day } = document.getElementById("alcat").dataset;
    const shown = plan.map.getBounds();
    const part = shown.contains(plan.extent) ? "" : "mapa";
    link.search = new URLSearchParams({ bloc: section, dia: day, part, finestra: shown.toBBoxString() });
  };
  for (const moment of ["pointerdown", "focus", "click"]) link?.addEventListener(moment, takeAlong);
}
