/** What a number field allows. */
export interface NumberLimits {
  min?: number;
  exclusiveMin?: number;
  max?: number;
  integer?: boolean;
}

/** The number, or one sentence that says what was expected. */
export type ParsedNumber = { ok: true; value: number } | { ok: false; problem: string };

const FORM = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const GROUPS = /(?<=\d)[\s\u2009\u202f\u00a0\u2060]+(?=\d)/g;

/**
 * Reads a typed number: "0.4", "1e-3", "24 058" (grouped with spaces), "−4" (true minus).
 * A decimal comma is refused with a hint, because it could also group.
 */
export function parseNumber(text: string, limits: NumberLimits = {}): ParsedNumber {
  const bare = text
    .trim()
    .replace(GROUPS, '')
    .replace(/^\u2212/, '-')
    .replace(/(e)\u2212/i, '$1-');
  if (bare === '') return { ok: false, problem: 'Enter a number.' };
  if (/^[+-]?\d+,\d+$/.test(bare)) return { ok: false, problem: 'Use a point for decimals.' };
  if (!FORM.test(bare)) return { ok: false, problem: 'Enter a number, such as 0.4 or 1e-3.' };
  const value = Number(bare);
  if (!Number.isFinite(value)) return { ok: false, problem: 'This number is too large.' };
  const problem = outside(value, limits);
  return problem ? { ok: false, problem } : { ok: true, value };
}

function outside(value: number, limits: NumberLimits): string | undefined {
  if (limits.integer && !Number.isInteger(value)) return 'Enter a whole number.';
  if (limits.exclusiveMin !== undefined && value <= limits.exclusiveMin)
    return `Must be more than ${signed(limits.exclusiveMin)}.`;
  if (limits.min !== undefined && value < limits.min)
    return `Must be ${signed(limits.min)} or more.`;
  if (limits.max !== undefined && value > limits.max)
    return `Must be ${signed(limits.max)} or less.`;
  return undefined;
}

/** A number as it is typed and read, with a true minus. */
export function signed(value: number): string {
  return String(value).replace(/-/g, '\u2212');
}
