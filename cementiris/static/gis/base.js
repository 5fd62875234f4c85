// Maps of the ICGC behind the plan, in towns that turned them on: nothing is asked of anybody until one is chosen here.

const NATIVE_ZOOM = 20;       // beyond it the last pictures are enlarged
const KEPT = "planol-fons";   // what this browser chose last

export function startBases(plan, select, say) {
  let tiles = null;
  const attribution = L.control.attribution({ prefix: false, position: "bottomleft" });
  let isTold = false;
  // Without network the plan stays as it is; one sentence says why nothing lies behind, until pictures come again.
  const listen = (layer) => {
    let hasFailed = false;
    layer.on("loading", () => { hasFailed = false; });
    layer.on("tileerror", () => { hasFailed = isTold = true; say(plan.words.noBase); });
    layer.on("load", () => { if (isTold && !hasFailed) { isTold = false; say(""); } });
  };
  const choose = () => {
    tiles?.remove();
    attribution.remove();
    const url = select.selectedOptions[0]?.dataset.tiles;
    plan.frame.classList.toggle("with-base", Boolean(url));
    localStorage.setItem(KEPT, select.value);
    if (!url) return;
    attribution.addTo(plan.map);
    tiles = L.tileLayer(url, { maxZoom: 23, maxNativeZoom: NATIVE_ZOOM, attribution: plan.words.attribution });
    listen(tiles);
    tiles.addTo(plan.map);
  };
  const kept = localStorage.getItem(KEPT);
  if ([...select.options].some((option) => option.value === kept)) select.value = kept;
  select.addEventListener("change", choose);
  choose();
}
