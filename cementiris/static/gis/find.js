// The search over the plan: results while one types; Enter leads to the first, which the page marks on plan and wall.

const PAUSE = 180;            // ms between the last key and the question

export function startFinding(form) {
  const field = form.elements.q;
  const found = document.getElementById("planol-trobades");
  let waiting = 0;
  const ask = () => {
    clearTimeout(waiting);
    const query = new URLSearchParams({ q: field.value });
    return window.htmx.ajax("GET", `${form.dataset.find}?${query}`, { source: form, target: found, swap: "innerHTML" });
  };
  field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(ask, PAUSE); });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await ask();
    window.htmx.process(found);   // its links are htmx's only after the answer has settled: sooner, they leave the page
    found.querySelector("a")?.click();
  });
  found.addEventListener("click", (event) => { if (event.target.closest("a")) document.activeElement.blur(); });
}
