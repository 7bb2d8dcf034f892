const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';
/** Years of two digits would be taken for those of the last century. */
const FIRST_YEAR = 100;
const MINUTE = 60_000;

/** A time in UTC as the engine writes it, `2015-05-17 08:05:01`, or why it is none. */
export interface UtcTime {
  readonly text: string;
  readonly problem: string | null;
}

/** @returns a function from `17/May/2015:10:05:01 +0200`, known to be written so, to UTC. Neighbours often have the same time: it is kept. */
export function makeUtcReader(): (written: string) => UtcTime {
  let last = '';
  let time: UtcTime = { text: '', problem: null };
  return (written) => {
    if (written !== last) {
      last = written;
      time = utcOf(written);
    }
    return time;
  };
}

function utcOf(written: string): UtcTime {
  const number = (from: number, to: number) => Number(written.slice(from, to));
  const day = number(0, 2);
  const month = MONTHS.indexOf(written.slice(3, 6)) / 3;
  const year = number(7, 11);
  const midnight = Number.isInteger(month) && month >= 0 ? Date.UTC(year, month, day) : NaN;
  // A day that the month does not have is one of the next month, or of the one before.
  if (!(year >= FIRST_YEAR && new Date(midnight).getUTCDate() === day))
    return none(`${written.slice(0, 11)} is no day`);
  const [hour, minute, second] = [number(12, 14), number(15, 17), number(18, 20)];
  if (hour > 23 || minute > 59 || second > 59)
    return none(`${written.slice(12, 20)} is no time of day`);
  const [hours, minutes] = [number(22, 24), number(24, 26)];
  if (hours > 23 || minutes > 59) return none(`${written.slice(21)} is no offset from UTC`);
  const ahead = (written[21] === '-' ? -1 : 1) * (60 * hours + minutes);
  const clock = ((hour * 60 + minute) * 60 + second) * 1000;
  const iso = new Date(midnight + clock - ahead * MINUTE).toISOString();
  if (iso.startsWith('+')) return none(`${written.slice(0, 11)} is no day`);
  return { text: `${iso.slice(0, 10)} ${iso.slice(11, 19)}`, problem: null };
}

function none(problem: string): UtcTime {
  return { text: '', problem };
}
