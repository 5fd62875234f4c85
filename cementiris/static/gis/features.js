// The plan's data as it travels (docs/plan-data.md) and as the map uses it: units come without words, which are sent
// once beside them, already in the reader's language.

// A unit's short properties told out; every other feature says everything itself.
function told(feature, words) {
  if (feature.properties.layer) return feature;
  const { n: number, k: kind, s: state, b: section, f: floor } = feature.properties;
  const { key, anomaly, word } = words.states[state];
  const named = `${words.kinds[kind]} ${number}`.trim();
  const url = words.unit_url.replace("/0/", `/${feature.id}/`);
  feature.properties = { layer: "unit", id: feature.id, section, floor, number, kind, state: key, anomaly, label: `${named}: ${word}`, url };
  return feature;
}

// The features of an answer, each with layer, label and, where it opens, id and url.
export function featuresOf(answer) {
  return answer.features.map((feature) => told(feature, answer.words));
}
