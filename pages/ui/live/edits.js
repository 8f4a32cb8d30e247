// What a person has changed but Python has not answered yet: pure functions over `edits`, a map from the paths of
// a scenario to values. The one path that stands for a list, `patient.sources`, holds the wanted share (0 to 1)
// of the joints asked about; `toSets` writes out the list.

const NEEDLE = /^block\.nerves\[(\d+)\]\.(offset_mm|angle_deg|intravascular)$/;
const SHARE_DIGITS = 1e4;

/** Share of the peripheral pain that comes from the joints asked about. */
export function askedShare(model) {
  const total = model.sources.reduce((sum, source) => sum + source.share, 0);
  const asked = model.sources.reduce((sum, source) => sum + (source.asked ? source.share : 0), 0);
  return asked / total;
}

/** The shares of all sources when those asked about carry `wanted`; within each group they keep their ratios. */
export function sharesFor(model, wanted) {
  const now = askedShare(model);
  const total = model.sources.reduce((sum, source) => sum + source.share, 0);
  const count = (asked) => model.sources.filter((source) => source.asked === asked).length;
  return model.sources.map((source) => {
    const group = source.asked ? wanted : 1 - wanted;
    const before = source.asked ? now : 1 - now;
    const part = before > 1e-9 ? source.share / total / before : 1 / count(source.asked);
    return Math.round(group * part * SHARE_DIGITS) / SHARE_DIGITS;
  });
}

/** The model with the edits in it; the model itself stays as it is. */
export function edited(model, edits) {
  const changed = { ...model };
  for (const [path, value] of Object.entries(edits)) {
    const needle = NEEDLE.exec(path);
    if (needle) {
      const index = Number(needle[1]);
      changed.needles = changed.needles.map((one, k) => (k === index ? { ...one, [needle[2]]: value } : one));
    } else if (path === 'block.volume_ml') {
      changed.volume_ml = value;
    } else if (path === 'patient.csi') {
      changed.central = { ...changed.central, csi: value };
    } else if (path === 'patient.sources') {
      const shares = sharesFor(model, value);
      changed.sources = model.sources.map((source, s) => ({ ...source, share: shares[s] }));
    }
  }
  return changed;
}

/** The edits as values for the paths of the scenario. */
export function toSets(model, edits) {
  const sets = { ...edits };
  if ('patient.sources' in edits) {
    const shares = sharesFor(model, edits['patient.sources']);
    sets['patient.sources'] = model.sources
      .map((source, s) => ({ ...source.record, share: shares[s], given: source.given }))
      .filter((record) => record.given || record.share > 0)
      .map(({ given, ...record }) => record);
  }
  return sets;
}
