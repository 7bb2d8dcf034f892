import { expect, test } from 'vitest';
import { ReadError, type LoadRequest } from '../../src/engine/ports.ts';
import type { ReadQuestion } from '../../src/engine/reading.ts';
import type { Engine } from '../../src/state/ports.ts';
import { createInputs } from '../../src/state/inputs.ts';
import { BUILT_IN_RECIPES } from '../../src/recipes/index.ts';

const QUESTION: ReadQuestion = { kind: 'time', column: 'when', candidates: [] };

test('a question is kept for the person, its answer is loaded, and a cancel goes back', async () => {
  const requests: LoadRequest[] = [];
  const questions: (ReadQuestion | null)[] = [QUESTION, null, QUESTION];
  const engine = {
    database: { run: () => Promise.resolve() },
    reader: {
      load: (request: LoadRequest) => {
        requests.push(request);
        const question = questions.shift() ?? null;
        if (question) throw new ReadError('ambiguous-time', 'Which?', 'a.csv', 2, question);
        return Promise.resolve({
          name: request.input,
          relation: request.relation,
          schema: [],
          files: [],
          rejects: [],
          warnings: [],
        });
      },
    },
  } as unknown as Engine;
  const inputs = createInputs();
  const [recipe] = BUILT_IN_RECIPES;
  const load = () => inputs.load(recipe!, engine, new AbortController().signal, () => undefined);
  const files = [{ name: 'a.csv', blob: new Blob() }];
  inputs.setFiles(files);
  expect(await load()).toBeNull();
  expect(inputs.question()).toStrictEqual({ file: 'a.csv', question: QUESTION });

  const reading = { columns: { when: { time: { format: 'iso', zone: 'UTC' } } } } as const;
  inputs.setReading(files, reading);
  expect(inputs.question()).toBeNull();
  const loaded = await load();
  expect(requests[1]?.reading).toStrictEqual(reading);
  expect(loaded?.inputs[0]?.reading).toStrictEqual(reading);
  await loaded?.keep();
  expect(await load()).toMatchObject({ inputs: inputs.loaded() });
  expect(requests).toHaveLength(2);

  inputs.setReading([{ name: 'a.csv', blob: new Blob(), dialect: { skip: 1 } }], {});
  expect(await load()).toBeNull();
  expect(requests[2]?.files[0]?.dialect).toStrictEqual({ skip: 1 });
  inputs.dismissQuestion();
  expect(inputs.question()).toBeNull();
  expect(inputs.files()).toBe(files);
  expect(inputs.reading()).toBe(reading);
});
