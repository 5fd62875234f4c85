// Between the map's degrees and the register's metres (EPSG:25831): east and north, to the millimetre.

const UTM31 = "+proj=utm +zone=31 +ellps=GRS80 +units=m +no_defs";

export function toMetres({ lat, lng }) {
  return window.proj4(UTM31).forward([lng, lat]);
}


export function toDegrees([east, north]) {
  const [lng, lat] = window.proj4(UTM31).inverse([east, north]);
  return L.latLng(lat, lng);
}

// The points of a field as typed: one a line, with a comma or a point. What is no pair of numbers is passed over.
export function readPoints(text) {
  const pairs = text.split(/[;\n]/).map((line) => line.trim().split(/\s+/).map((part) => Number(part.replace(",", "."))));
  return pairs.filter((pair) => pair.length === 2 && pair.every(Number.isFinite) && pair[0] > 1e5 && pair[0] < 9e5 && pair[1] > 4e6 && pair[1] < 5e6);
}

export function written(points) {
  return points.map((pair) => pair.map((metres) => metres.toFixed(3).replace(".", ",")).join(" ")).join("\n");
}
