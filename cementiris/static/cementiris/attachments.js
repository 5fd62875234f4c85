// The day and place that the camera wrote into a photograph are proposed, for the clerk to look at; only the file's
// beginning is sent.
const BEGINNING = 256 * 1024;
const form = document.querySelector("form[data-photo-day]");
const field = (name) => form.querySelector(`[name='${name}']`);

// What the page itself proposed may be replaced, what somebody typed may not.
function propose(name, value, note) {
  const input = field(name);
  if (!input || !value || input.value !== input.defaultValue) return;
  input.value = value;
  document.getElementById(note).hidden = false;
}

async function ask(file) {
  const body = new FormData();
  body.append("beginning", file.slice(0, BEGINNING), "beginning");
  const headers = { "X-CSRFToken": field("csrfmiddlewaretoken").value };
  const answer = await fetch(form.dataset.photoDay, { method: "POST", body, headers }).catch(() => null);
  return answer?.ok ? answer.json() : {};
}

form?.addEventListener("change", async ({ target }) => {
  if (target.type !== "file" || !target.files.length) return;
  const found = await ask(target.files[0]);
  propose("taken_on", found.taken_on, "dia-proposat");
  propose("place", found.place, "lloc-proposat");
  if (found.taken_on && field("kind")) field("kind").value = "photograph";
});
