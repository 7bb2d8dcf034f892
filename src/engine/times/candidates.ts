import type { TimeCandidate, TimeReading } from '../reading.ts';
import { TIME_FORMATS, timeFormatLabel } from './formats.ts';
import { makeTextTimeReader, type TextTimeReader, timeText } from './read-text.ts';

/** Numbers are taken for times since 1970 only where that is in 1973 to 2099. */
const EPOCH_SECONDS = [1e8, 4.1e9] as const;

const UNITS = { 'epoch-s': 1, 'epoch-ms': 1e3, 'epoch-us': 1e6, 'epoch-ns': 1e9 } as const;

/** The unit's numbers from the first (inclusive) to the last (exclusive) that are taken for times; null where any value is. */
export function plausibleNumbers(format: TimeReading['format']): readonly [number, number] | null {
  if (typeof format !== 'string' || format === 'iso') return null;
  return [EPOCH_SECONDS[0] * UNITS[format], EPOCH_SECONDS[1] * UNITS[format]];
}

interface Known {
  readonly format: TimeReading['format'];
  readonly read: TextTimeReader;
}

let known: readonly Known[] | undefined;

/** Every known format with its reader, made when it is first asked for. */
function knownFormats(): readonly Known[] {
  known ??= TIME_FORMATS.map(({ format }) => ({ format, read: plausibly(format) }));
  return known;
}

function plausibly(format: TimeReading['format']): TextTimeReader {
  const read = makeTextTimeReader(format);
  const range = plausibleNumbers(format);
  if (!range) return read;
  return (text) => (Number(text) >= range[0] && Number(text) < range[1] ? read(text) : null);
}

/** The known formats that at least `share` of the values fit, in the order of the list. Values are trimmed; empty ones are passed over. */
export function fittingFormats(
  values: readonly string[],
  share: number,
): readonly TimeReading['format'][] {
  const texts = values.map((value) => value.trim()).filter((value) => value !== '');
  const mayFail = texts.length - Math.ceil(texts.length * share);
  if (texts.length === 0) return [];
  return knownFormats()
    .filter(({ read }) => {
      let failed = 0;
      return texts.every((text) => {
        if (read(text) === null) failed += 1;
        return failed <= mayFail;
      });
    })
    .map(({ format }) => format);
}

/** Formats with an example, which is read by each of them. */
export function candidatesFor(
  formats: readonly TimeReading['format'][],
  example: string,
): readonly TimeCandidate[] {
  const text = example.trim();
  return formats.flatMap((format) => {
    const time = makeTextTimeReader(format)(text);
    if (time === null) return [];
    return {
      reading: { format },
      label: timeFormatLabel(format),
      example: { text, time: timeText(time) },
    };
  });
}

/** Of values at most so many may not fit a format that is found out. */
export const LEAST_SHARE = 0.95;

/**
 * The ways that these values can be read as times: those that fit all of them, else those that fit nearly all. Ways that
 * give the same times for all of them count as one. Empty when there is none; a value on which they disagree is the example.
 */
export function timeCandidates(values: readonly string[]): readonly TimeCandidate[] {
  const texts = values.map((value) => value.trim()).filter((value) => value !== '');
  const all = fittingFormats(texts, 1);
  const formats = all.length > 0 ? all : fittingFormats(texts, LEAST_SHARE);
  const readers = formats.map(makeTextTimeReader);
  const times = readers.map((read) =>
    texts.map((text) => {
      const time = read(text);
      return time && timeText(time);
    }),
  );
  const distinct = formats.filter((_, i) => {
    const own = JSON.stringify(times[i]);
    return times.findIndex((other) => JSON.stringify(other) === own) === i;
  });
  const isRead = texts.findIndex((_, at) => times.every((own) => own[at] !== null));
  const differs = texts.findIndex(
    (_, at) =>
      times.every((own) => own[at] !== null) && new Set(times.map((own) => own[at])).size > 1,
  );
  return candidatesFor(distinct, texts[differs < 0 ? Math.max(isRead, 0) : differs] ?? '');
}
