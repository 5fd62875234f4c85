// The day that the camera wrote into a photograph is proposed, for the clerk to look at; only the file's beginning is sent.
const BEGINNING = 256 * 1024;
const form = document.querySelector("form[data-photo-day]");
const chosen = form?.querySelector("input[type='file']");

chosen?.addEventListener("change", async () => {
  const day = form.querySelector("[name='taken_on']");
  if (!chosen.files.length || day.value) return;
  const body = new FormData();
  body.append("beginning", chosen.files[0].slice(0, BEGINNING), "beginning");
  const headers = { "X-CSRFToken": form.querySelector("[name='csrfmiddlewaretoken']").value };
  const answer = await fetch(form.dataset.photoDay, { method: "POST", body, headers }).catch(() => null);
  const found = answer?.ok ? await answer.json() : {};
  if (!found.taken_on || day.value) return;
  day.value = found.taken_on;
  form.querySelector("[name='kind']").value = "photograph";
  document.getElementById("dia-proposat").hidden = false;
});
