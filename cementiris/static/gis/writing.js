// Lengths and areas as one writes them in the reader's language.

const written = (value, digits, unit) => new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: digits, useGrouping: "always" }).format(value) + `\u00a0${unit}`;

export function metres(value) {
  if (value >= 10_000) return written(value / 1000, 1, "km");
  return written(value, value < 100 ? 2 : 0, "m");
}

export function squareMetres(value) {
  return written(value, value < 1000 ? 2 : 0, "m²");
}
