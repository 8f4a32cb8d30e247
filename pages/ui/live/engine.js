// The closed form of simulator/engine.py for one patient: pure functions of the `model` that Python hands over.
// Distances in mm, volumes in mL, times in minutes, concentrations in mM. Tested against Python to 1e-9.

import { chain, erfc } from './numerics.js';

const DEGREES = Math.PI / 180;

/** Where a needle's tip and its nerve are, as vectors from the landmark; as simulator/inputs.py draws them. */
export function placed(needle) {
  if (needle.offset_mm === null) {
    return { x: needle.x, y: needle.y, courseX: needle.course_x, courseY: needle.course_y };
  }
  const angle = needle.angle_deg * DEGREES;
  const opposite = (needle.angle_deg + 180) * DEGREES;
  const course = needle.course_mm ?? 0;
  return {
    x: needle.offset_mm * Math.cos(angle),
    y: needle.offset_mm * Math.sin(angle),
    courseX: course * Math.cos(opposite),
    courseY: course * Math.sin(opposite),
  };
}

/** Distance between the tip and the nerve (mm). */
export function missMm(needle) {
  const at = placed(needle);
  return Math.hypot(at.x - at.courseX, at.y - at.courseY);
}

/** Distance between the tip and the nerve root in the foramen (mm). */
export function toRootMm(needle, rootMm) {
  const at = placed(needle);
  return Math.hypot(at.x + rootMm, at.y);
}

/** Radius (mm) of a half sphere of fluid. */
export function radiusMm(volumeMl) {
  return 10 * Math.cbrt((3 * volumeMl) / (2 * Math.PI));
}

/** Strength of the fluid at a distance: 1 at the tip, falling to 0. */
export function localFraction(model, distanceMm) {
  const { edge_sigma_mm: sigma, erfc: coefficients, erfc_smallest_t: smallestT, unreached } = model.spread;
  const radius = radiusMm(model.volume_ml);
  const edge = Math.SQRT2 * sigma;
  const upper = erfc((distanceMm - radius) / edge, coefficients, smallestT);
  const fraction = upper / erfc(-radius / edge, coefficients, smallestT);
  return fraction < unreached ? 0 : fraction;
}

/** Central gain and the share of pain that needs no input. */
export function sensitised(central) {
  const above = central.csi - central.csi_reference;
  const gain = Math.max(1, 1 + (central.gain_per_20 * above) / 20);
  if (central.share !== null) return { gain, share: central.share };
  const logit = central.share_intercept
    + (central.share_csi_slope * above) / 10
    + central.share_months_slope * Math.log(central.pain_months / central.reference_months);
  return { gain, share: central.share_max / (1 + Math.exp(-logit)) };
}

/** Blocked share of a nerve at a concentration (Hill); `times`: what the nerve of a needle needs of it. */
function blocked(model, concentration, times) {
  const ratio = Math.min(concentration / (model.drug.ic50_mm * times), 1e12) ** model.drug.hill_gamma;
  return ratio === Infinity ? 1 : ratio / (1 + ratio);
}

/** Concentration at a place `distanceMm` from the tip of a needle, at every time; null where none arrives. */
function concentration(model, needle, distanceMm, times) {
  const { drug } = model;
  const local = localFraction(model, distanceMm);
  const strength = local * (1 - needle.intravascular) * drug.strength_mm * needle.access;
  if (strength === 0) return null;
  const kd = drug.kd;
  const volume = (model.volume_ml / drug.reference_volume_ml) ** drug.slow_volume_exponent;
  const kt = drug.kt_reference / volume;
  const beyond = Math.max(0, distanceMm - radiusMm(model.volume_ml));
  const ke = 1 / (drug.t_e0_min / Math.LN2 + beyond ** 2 / (6 * model.spread.diffusion_mm2_per_min));
  const fresh = Float64Array.of(kd, ke).sort();
  const bound = Float64Array.of(kd, kt, ke).sort();
  const kept = (1 - drug.f1) * kd;
  return times.map((t) => Math.max(0, chain(fresh, t) + kept * chain(bound, t)) * strength * ke);
}

/** What the fluid of all needles does at the nerves, the root and nearby muscle: blocked shares over time. */
function nerves(model, times) {
  const zeros = () => new Float64Array(times.length);
  const atSite = model.sites.map(zeros);
  const atRoot = zeros();
  const atMuscle = zeros();
  const muscular = model.sources.some((source) => source.kind === 'muscle');
  const add = (total, more) => more?.forEach((value, i) => { total[i] += value; });
  const raise = (highest, more, needle) => more?.forEach((value, i) => {
    highest[i] = Math.max(highest[i], blocked(model, value, needle.ic50_times));
  });
  const ownTimes = model.sites.map(() => 1);

  for (const pair of model.pairs) {
    const needle = model.needles[pair.needle];
    const at = placed(needle);
    if (pair.reach_mm === 0) ownTimes[pair.site] = needle.ic50_times;
    const distance = pair.reach_mm === 0 ? missMm(needle) : Math.hypot(at.x, at.y, pair.reach_mm);
    add(atSite[pair.site], concentration(model, needle, distance, times));
  }
  for (const needle of model.needles) {
    raise(atRoot, concentration(model, needle, toRootMm(needle, model.root_mm), times), needle);
    if (muscular) raise(atMuscle, concentration(model, needle, model.muscle_mm, times), needle);
  }
  const block = (values, site) => values.map((value) => blocked(model, value, ownTimes[site]));
  return { block: atSite.map(block), root: atRoot, muscle: atMuscle };
}

/** Silenced share of one source at time index `i`. */
function silencedOf(model, source, state, i) {
  if (source.kind === 'facet' && source.sites.length > 0) {
    const sum = source.sites.reduce((total, site) => total + state.block[site][i], 0);
    return ((1 - model.aberrant) * sum) / source.sites.length;
  }
  if (source.kind === 'nerve_root') return state.root[i];
  if (source.kind === 'disc') return model.disc_reach * state.root[i];
  if (source.kind === 'muscle') return model.muscle_reach * state.muscle[i];
  return 0;
}

/** Share of pain that context, sedation, numbed skin and a steroid leave at time `t`. */
function contextLeft(context, t) {
  const decay = (hours) => Math.exp((-Math.LN2 / (60 * hours)) * t);
  return (1 - context.context * decay(context.half_life_h))
    * (1 - context.sedation * decay(context.sedation_half_life_h))
    * (1 - context.skin * decay(context.skin_half_life_h))
    * (1 + context.steroid * Math.expm1(-t / (60 * context.steroid_onset_h)));
}

/** Pain (share of the pain before) before any prolonged response, with the states that lead to it. */
function unheld(model, times) {
  const state = nerves(model, times);
  const { gain, share } = sensitised(model.central);
  const extra = (model.central.gain_relaxing * (gain - 1)) / gain;
  const total = model.sources.reduce((sum, source) => sum + source.share, 0);
  const silenced = times.map((_, i) => (
    model.sources.reduce((sum, source) => sum + source.share * silencedOf(model, source, state, i), 0) / total
  ));
  const pain = times.map((t, i) => {
    const still = 1 - silenced[i];
    const slow = 1 + silenced[i] * Math.expm1(-t / model.central.slow_min);
    const left = (1 - share) * still * (1 - extra * silenced[i]) + share * slow;
    return left * contextLeft(model.context, t);
  });
  return { ...state, silenced, pain };
}

/** Everything over time: `block` by nerve, `root`, `silenced`, `pain`, all shares from 0 to 1. */
export function course(model, minutes) {
  const times = Float64Array.from(minutes);
  const answer = unheld(model, times);
  if (model.prolonged_h <= 0) return answer;
  const atHour = 1 - unheld(model, Float64Array.of(model.hold_from_min)).pain[0];
  const pain = answer.pain.map((value, i) => {
    const after = (times[i] - model.hold_from_min) / 60;
    if (after < 0) return Math.min(value, 1);
    const fading = Math.exp(-Math.max(0, after - model.prolonged_h) / model.fade_h);
    return Math.min(value, 1 - atHour * fading);
  });
  return { ...answer, pain };
}

/** What the rule would make of the check without any rating noise: relief on the rule's basis, and the result. */
export function reading(model) {
  const rule = model.reading;
  const tiny = 1e-9;
  const at = course(model, [rule.check_min]);
  const [negative, indeterminate, positive, uninterpretable] = rule.results;
  if (model.baseline_nrs <= 0) return { judged_pct: null, result: uninterpretable };
  const score = Math.min(100, Math.max(0, 100 * (1 - Math.min(10 / model.baseline_nrs, at.pain[0]))));
  const judged = rule.stated ? Math.min(100, Math.max(0, score + rule.stated_bias_pct)) : score;
  const seen = model.needles.some((n) => n.detected && n.intravascular >= rule.uptake_seen_from);
  const spoiled = model.baseline_nrs < rule.min_baseline_nrs
    || rule.unclean
    || (rule.spread_seen && at.root[0] >= rule.nonspecific_cut)
    || seen;
  const low = Math.min(rule.threshold_pct, rule.indeterminate_from_pct);
  const typical = judged + tiny >= rule.threshold_pct ? positive
    : judged + tiny >= low ? indeterminate : negative;
  return { judged_pct: judged, result: spoiled ? uninterpretable : typical };
}
