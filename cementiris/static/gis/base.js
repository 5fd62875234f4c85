// Maps of the ICGC behind the plan, in towns that turned them on: nothing is asked of anybody until one is chosen here.

const NATIVE_ZOOM = 20;       // beyond it the last pictures are enlarged
const KEPT = "planol-fons";   // what this browser chose last
const NOTHING = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==";

export function startBases(plan, select, say) {
  let tiles = null;
  const attribution = L.control.attribution({ prefix: false, position: "bottomright" });
  const choose = () => {
    tiles?.remove();
    attribution.remove();
    say("");
    const url = select.selectedOptions[0]?.dataset.tiles;
    plan.frame.classList.toggle("with-base", Boolean(url));
    localStorage.setItem(KEPT, select.value);
    if (!url) return;
    attribution.addTo(plan.map);
    tiles = L.tileLayer(url, { maxZoom: 23, maxNativeZoom: NATIVE_ZOOM, errorTileUrl: NOTHING, attribution: plan.words.attribution });
    tiles.on("tileerror", () => say(plan.words.noBase));
    tiles.on("tileload", () => say(""));
    tiles.addTo(plan.map);
  };
  const kept = localStorage.getItem(KEPT);
  if ([...select.options].some((option) => option.value === kept)) select.value = kept;
  select.addEventListener("change", choose);
  choose();
}
