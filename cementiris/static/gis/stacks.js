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

// The strip of a column begins with its front (editing draws it so): the part of it that belongs to one floor of many.
function partOf([ring], floor, floors) {
  const [left, right, backRight, backLeft] = ring;
  const along = (from, to, share) => from.add(to.subtract(from).multiplyBy(share));
  const [near, far] = [(floor - 1) / floors, floor / floors];
  const start = along(left, backLeft, near);
  return [[start, along(right, backRight, near), along(right, backRight, far), along(left, backLeft, far), start]];
}

const byNumber = (a, b) => a.number.localeCompare(b.number, undefined, { numeric: true });

// The units with their rings as drawn; `reshaped(unit, rings)` measures one anew.
export function spread(units, reshaped) {
  const upright = units.filter((unit) => !unit.isPoint && unit.rings.length === 1 && unit.rings[0].length === CORNERS + 1);
  const parts = new Map();
  for (const section of groups(upright, (unit) => unit.section)) {
    const columns = groups(section, spotOf);
    const floors = Math.max(...columns.map((column) => column.length), ...section.map((unit) => unit.floor ?? 1));
    if (columns.every((column) => column.length === 1)) continue;
    for (const column of columns) {
      column.sort(byNumber).forEach((unit, index) => parts.set(unit, partOf(unit.rings, unit.floor ?? index + 1, floors)));
    }
  }
  return units.map((unit) => (parts.has(unit) ? reshaped(unit, parts.get(unit)) : unit));
}
