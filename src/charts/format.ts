/** Thin space between groups of three digits. It can break a line: show numbers with `white-space: nowrap`. */
export const THIN_SPACE = '\u2009';
/** The true minus sign. */
export const MINUS = '\u2212';

function group(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, THIN_SPACE);
}

function dress(plain: string): string {
  const negative = plain.startsWith('-');
  const [whole = '', fraction] = plain.replace('-', '').split('.');
  const body = group(whole) + (fraction === undefined ? '' : `.${fraction}`);
  // A rounded zero has no sign.
  return negative && /[1-9]/.test(plain) ? MINUS + body : body;
}

/** A whole number, grouped from 1 000: `24 058`. Not for years, labels or ids. */
export function formatCount(count: number): string {
  return Number.isFinite(count) ? dress(count.toFixed(0)) : '–';
}

/**
 * A measured number. With `decimals` it has exactly that many; without, whole numbers are complete and
 * others keep four significant digits, without trailing zeros.
 */
export function formatNumber(value: number, decimals?: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '–' : value > 0 ? '∞' : `${MINUS}∞`;
  const size = Math.abs(value);
  if (size >= 1e15 || (size > 0 && size < 1e-4 && decimals === undefined)) {
    return formatExponent(value);
  }
  if (decimals !== undefined) return dress(value.toFixed(decimals));
  if (Number.isInteger(value)) return dress(value.toFixed(0));
  const places = Math.min(8, Math.max(0, 3 - Math.floor(Math.log10(size))));
  return dress(String(Number(value.toFixed(places))));
}

function formatExponent(value: number): string {
  const [digits = '', exponent = '0'] = value.toExponential(2).split('e');
  return `${dress(String(Number(digits)))}e${exponent.replace('+', '').replace('-', MINUS)}`;
}

/** `1 row`, `12 420 rows`: the count with the word that fits it. */
export function formatCounted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** A share 0…1 as percent with two or three significant digits: `58.4 %`, `1.02 %`, `0.034 %`. */
export function formatShare(share: number): string {
  if (!Number.isFinite(share)) return '–';
  const percent = share * 100;
  const size = Math.abs(percent);
  if (size === 0 || size === 100) return `${dress(percent.toFixed(0))} %`;
  // Nearly all is not all.
  if (size > 99.9 && size < 100) return size > 99.99 ? '> 99.99 %' : `${percent.toFixed(2)} %`;
  if (size < 0.001) return percent > 0 ? '< 0.001 %' : `> ${MINUS}0.001 %`;
  const decimals = size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 2 : 3;
  return `${dress(percent.toFixed(decimals))} %`;
}

/** A part of a whole as a share; a part that would read 0.00 % is given as its count: `1 row`. */
export function formatShareOf(part: number, whole: number, one: string, many?: string): string {
  const tiny = part > 0 && part / whole < 0.00005;
  return tiny ? formatCounted(part, one, many) : formatShare(part / whole);
}

/** A correlation in a cell: two decimals without the leading zero, `1` only when it is exactly one. */
export function formatCorrelation(r: number): string {
  if (Math.abs(r) > 1 - 1e-9) return r > 0 ? '1' : `${MINUS}1`;
  return dress(r.toFixed(2)).replace(/^(\u2212?)0\./, '$1.');
}

/** A file size or memory: `512 B`, `6.1 MB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let size = bytes;
  let unit = 0;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${size.toFixed(unit === 0 || size >= 99.95 ? 0 : 1)} ${units[unit]}`;
}
