const WARN_FROM = 0.75;
const ERROR_FROM = 0.9;

/** How full something is: `warn` from 75 %, `error` from 90 %. */
export function meterLevel(share: number): 'ok' | 'warn' | 'error' {
  if (share >= ERROR_FROM) return 'error';
  return share >= WARN_FROM ? 'warn' : 'ok';
}
