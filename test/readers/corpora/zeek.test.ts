import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { hasOutside, outside, outsideUrl } from '../formats/shared.ts';
import { type Verdict, verdictOf } from './verdict.ts';

const FOLDER = 'corpora/zeek-sample/';

/** After a change that is meant: `npx vitest run --project node test/readers/corpora -u`, and look at the difference. */
test.skipIf(!hasOutside)('each Zeek log has its verdict', async () => {
  const verdicts: Record<string, Verdict> = {};
  const files = readdirSync(outsideUrl(FOLDER), { recursive: true }).map(String);
  for (const file of files.filter((name) => name.endsWith('.gz')).toSorted())
    verdicts[file] = await verdictOf(file.slice(file.indexOf('/') + 1), outside(FOLDER + file));
  expect(Object.keys(verdicts)).toHaveLength(55);
  expect(Object.values(verdicts).filter(({ verdict }) => verdict === 'refused')).toStrictEqual([]);
  await expect(`${JSON.stringify(verdicts, null, 2)}\n`).toMatchFileSnapshot('zeek-verdicts.json');
});
