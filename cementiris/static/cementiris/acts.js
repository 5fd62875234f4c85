// A remedy beside a rule: data-fill names the field, data-value what it puts there. Without a script one types it.
document.addEventListener("click", (event) => {
  const remedy = event.target.closest("[data-fill]");
  const field = remedy && document.getElementById(remedy.dataset.fill);
  if (!field) return;
  field.value = remedy.dataset.value;
  field.focus();
  field.dispatchEvent(new Event("change", { bubbles: true }));
});
