import { condition, isEqualKeys, rangeColumns, type Join } from './join-shape.ts';
import type { Examples, Facts } from './kind.ts';

/** What a person should know of a join: that nothing matched, what was no address or range, which ranges were repeated or not written exactly. */
export function joinWarnings(step: Join, facts: Facts, examples: Examples): readonly string[] {
  const n = (fact: string): number => facts[fact] ?? 0;
  const none =
    n('rowsIn') > 0 && n('matched') === 0
      ? [`No row of ${step.from} matches ${step.with} (${condition(step.on)}).`]
      : [];
  if (isEqualKeys(step.on)) {
    const keys = step.on.map(({ right }) => right).join(' and ');
    return step.several === 'first' && n('repeatedKeys') > 0
      ? [
          ...none,
          `${keys} of ${step.with}: keys that several rows have, of which the first counts: ${String(n('repeatedKeys'))}.`,
        ]
      : none;
  }
  const addresses = `${step.on.address} of ${step.from}`;
  const ranges = `${rangeColumns(step.on).join(' and ')} of ${step.with}`;
  const counts: [number, string, string][] = [
    [
      n('badAddressRows'),
      `${addresses}: rows whose value is no IP address, which match nothing: ${String(n('badAddressRows'))} of ${String(n('rowsIn'))}`,
      'badAddresses',
    ],
    [
      n('badRanges'),
      `${ranges}: values that are no address range, passed over: ${String(n('badRanges'))} of ${String(n('ranges') + n('badRanges'))}`,
      'badRanges',
    ],
    [
      n('repeatedRanges'),
      `${ranges}: ranges that repeat an earlier one, whose row counts: ${String(n('repeatedRanges'))}`,
      'repeatedRanges',
    ],
    [
      n('hostBitRanges'),
      `${ranges}: ranges not written by their first address, taken as the whole block: ${String(n('hostBitRanges'))}`,
      'hostBitRanges',
    ],
  ];
  return [
    ...none,
    ...counts.flatMap(([count, text, fact]) =>
      count > 0 ? [`${text} (${such(examples[fact] ?? [], n(fact))}).`] : [],
    ),
  ];
}

/** The first of some values, quoted. */
function such(shown: readonly string[], of: number): string {
  const quoted = shown.map((value) => JSON.stringify(value)).join(', ');
  return shown.length < of ? `${quoted} …` : quoted;
}
