// Niches above each other stand on one strip of the ground: the plan lays them one behind the other, the lowest at the
// front, as if the wall lay on its back. So each is seen, pressed and walked to.

const SAME = 4e-7;            // about 5 cm on the plane
const CORNERS = 4;

const spotOf = ({ middle }) => `${Math.round(middle.x / SAME)} ${Math.round(middle.y / SAME)}`;

function groups(units, keyOf) {
  const found = new Map();
  for (const unit of units) {
    const key = keyOf(unit);
    if (found.has(key)) found.get(key).push(unit);
    else found.set(key, [unit]);
  }
  return [...found.values()];
}

const middleOf = (from, to) => from.add(to).divideBy(2);
const along = (from, to, share) => from.add(to.subtract(from).multiplyBy(share));

// The front and the back of a strip, each from one side to the other: two sides that run as the wall does (`way`; where a
// column stands alone, its short sides), the front being the one that looks to the heart of the cemetery.
function frontAndBack([a, b, c, d], way, heart) {
  const pairs = [[[a, b], [d, c]], [[b, c], [a, d]]];
  const offWay = ([[from, to]]) => {
    const side = to.subtract(from);
    return way ? Math.abs(side.x * way.y - side.y * way.x) / (Math.hypot(side.x, side.y) || 1) : Math.hypot(side.x, side.y);
  };
  const [one, other] = offWay(pairs[0]) <= offWay(pairs[1]) ? pairs[0] : pairs[1];
  return middleOf(...one).distanceTo(heart) <= middleOf(...other).distanceTo(heart) ? [one, other] : [other, one];
}

// The part of a strip that belongs to one floor of many.
function partOf([[left, right], [backLeft, backRight]], floor, floors) {
  const [near, far] = [(floor - 1) / floors, floor / floors];
  const start = along(left, backLeft, near);
  return [[start, along(right, backRight, near), along(right, backRight, far), along(left, backLeft, far), start]];
}

// Which way the wall runs at a column: to the nearest other one.
function wayOf(column, columns) {
  const { middle } = column[0];
  let [nearest, least] = [null, Infinity];
  for (const other of columns) {
    const far = other[0].middle.distanceTo(middle);
    if (other !== column && far < least) [nearest, least] = [other, far];
  }
  return nearest && nearest[0].middle.subtract(middle);
}

const byNumber = (a, b) => a.number.localeCompare(b.number, undefined, { numeric: true });

// The units with their rings as drawn; `heart` is the middle of the cemetery, `reshaped(unit, rings)` measures one anew.
export function spread(units, heart, reshaped) {
  const upright = units.filter((unit) => !unit.isPoint && unit.rings.length === 1 && unit.rings[0].length === CORNERS + 1);
  const parts = new Map();
  for (const section of groups(upright, (unit) => unit.section)) {
    const columns = groups(section, spotOf);
    if (columns.every((column) => column.length === 1)) continue;
    const floors = Math.max(...columns.map((column) => column.length), ...section.map((unit) => unit.floor ?? 1));
    for (const column of columns) {
      const strip = frontAndBack(column[0].rings[0], wayOf(column, columns), heart);
      column.sort(byNumber).forEach((unit, index) => parts.set(unit, partOf(strip, unit.floor ?? index + 1, floors)));
    }
  }
  return units.map((unit) => (parts.has(unit) ? reshaped(unit, parts.get(unit)) : unit));
}
