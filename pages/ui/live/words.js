// Words and numbers as people read them. The words come from Python; here their {names} are filled in.

/** The template with its named places filled in. */
export function fill(template, values = {}) {
  return template.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** A function that writes numbers in a language with so many decimals. */
export function numbers(lang) {
  const formats = new Map();
  return (value, decimals = 0) => {
    if (!formats.has(decimals)) {
      const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
      formats.set(decimals, new Intl.NumberFormat(lang, digits));
    }
    const rounded = Number(value.toFixed(decimals));
    return formats.get(decimals).format(rounded === 0 ? 0 : rounded);
  };
}

/** How many decimals a step of this size needs. */
export function decimalsOf(step) {
  return Math.max(0, Math.min(3, -Math.floor(Math.log10(step) + 1e-9)));
}

/** A share as a whole percentage: 99 and 1 are not rounded up to all or down to nothing. */
export function percent(share) {
  const pct = 100 * share;
  if (pct > 99 && pct < 99.95) return 99;
  if (pct > 0.05 && pct < 1) return 1;
  return Math.round(pct);
}

/** A time since the injection: minutes below two hours, else hours. */
export function clock(minutes, text, write) {
  if (minutes < 120) return fill(text.minute, { minutes: write(minutes) });
  return fill(text.hour, { hours: write(minutes / 60, minutes % 60 === 0 ? 0 : 1) });
}

/** A nerve with its side, as "L3 medial branch, left". */
export function nerveName(site, text) {
  return fill(text.where, { title: site.title, side: text.side[site.side] });
}
