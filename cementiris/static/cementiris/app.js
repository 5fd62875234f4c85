// What every page needs a script for. Each piece works without it: the script only saves a step.

const typing = (element) => element.matches("input, textarea, select, [contenteditable]");

// "/" leads to the search from any screen.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const search = document.querySelector(".omni.big [data-search]") || document.querySelector("[data-search]");
  if (!search) return;
  event.preventDefault();
  search.focus();
  search.select();
});

// Arrows walk through the suggestions under the search, Esc leaves them; dialogs and menus close by themselves.
document.addEventListener("keydown", (event) => {
  const box = event.target.closest?.(".omni");
  if (!box) return;
  const stops = [box.querySelector("[data-search]"), ...box.querySelectorAll(".suggest a")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const next = stops[stops.indexOf(event.target) + step];
  if (next) {
    event.preventDefault();
    next.focus();
  } else if (event.key === "Escape") {
    box.querySelector(".suggest")?.replaceChildren();
    document.activeElement.blur();
  }
});

// data-dialog="id" opens a dialog, data-close closes it, data-print prints the page.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.dialog);
    if (dialog) {
      event.preventDefault();
      dialog.showModal();
    }
  }
  if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
  if (event.target.closest("[data-print]")) window.print();
});

// A blocked button keeps its place in the tab order and does nothing.
document.addEventListener("click", (event) => {
  if (event.target.closest("[aria-disabled='true']")) {
    event.preventDefault();
    event.stopPropagation();
  }
}, true);

// A form is sent once. The server refuses the second copy too; this spares the clerk from seeing it.
const SENDING = "sending";
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset[SENDING]) {
    event.preventDefault();
    return;
  }
  form.dataset[SENDING] = "1";
  form.setAttribute("aria-busy", "true");
  setTimeout(() => release(form), 8000); // an answer that is a download leaves the page where it was
});
window.addEventListener("pageshow", () => document.querySelectorAll(`form[data-${SENDING}]`).forEach(release));

function release(form) {
  delete form.dataset[SENDING];
  form.removeAttribute("aria-busy");
}

// After a refused form the reader starts at what is wrong.
document.querySelector("[data-focus]")?.focus();

// Shift and click ticks every box between two in a list.
let lastBox = null;
document.addEventListener("click", (event) => {
  const box = event.target;
  if (!box.matches("[data-rows] input[type='checkbox']")) return;
  const boxes = [...box.closest("[data-rows]").querySelectorAll("input[type='checkbox']:not(:disabled)")];
  if (event.shiftKey && boxes.includes(lastBox)) {
    const ends = [boxes.indexOf(lastBox), boxes.indexOf(box)].sort((a, b) => a - b);
    boxes.slice(ends[0], ends[1] + 1).forEach((between) => { between.checked = box.checked; });
  }
  lastBox = box;
});

// A control with data-submit sends its form when it changes (a filter, a date).
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submit]")) event.target.form.requestSubmit();
});

// A file may be dropped on .drop as well as chosen.
document.querySelectorAll(".drop").forEach((zone) => {
  const input = zone.querySelector("input[type='file']");
  const over = (event, on) => { event.preventDefault(); zone.classList.toggle("over", on); };
  zone.addEventListener("dragover", (event) => over(event, true));
  zone.addEventListener("dragleave", (event) => over(event, false));
  zone.addEventListener("drop", (event) => {
    over(event, false);
    if (event.dataTransfer.files.length) input.files = event.dataTransfer.files;
  });
});
