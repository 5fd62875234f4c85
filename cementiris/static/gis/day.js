// The slider of years: it writes the last day of the year into the date field and asks for that day.

const year = document.getElementById("any");
const day = document.getElementById("dia");

if (year && day && Number(year.min) < Number(year.max)) {
  year.hidden = false;
  document.getElementById("anys").hidden = false;
  document.getElementById("mostra").hidden = true;
  year.addEventListener("input", () => {
    day.value = year.value === year.max ? day.dataset.today : `31/12/${year.value}`;
  });
  year.addEventListener("change", () => day.form.requestSubmit());
  day.addEventListener("change", () => { if (day.value) year.value = day.value.trim().slice(-4); });
}
