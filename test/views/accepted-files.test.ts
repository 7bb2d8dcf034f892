import { expect, test } from 'vitest';
import { isRecipe } from '../../src/views/accepted-files.ts';

test.each<[boolean, string, string]>([
  [true, 'recipe.json', '{\n  "id": "x",\n  "steps": []\n}\n'],
  [true, 'small.json', '{"id":"x","steps":[]}'],
  [true, 'broken.json', '{\n  "id": "x",\n  "steps": [\n'],
  [false, 'broken.json', '{"id":'],
  [false, 'reply.json', '{\n  "Records": [\n    {"a": 1, "steps": []}\n  ]\n}\n'],
  [false, 'objects.json', '{\n  "a": 1\n}\n{\n  "a": 2\n}\n'],
  [false, 'large.json', `{"Records":[${'{"steps":[]},'.repeat(90_000)}{}]}`],
  [false, 'log.json', '[{"a":1}]'],
  [false, 'log.json', '{"a":1}\n{"a":2}\n'],
  [false, 'log.json', '{"steps":1}\n{"steps":2}\n'],
  [false, 'one.json', '{"a":1}\n'],
  [false, 'log.ndjson', '{"id":"x","steps":[]}'],
  [false, 'log.json.gz', '{'],
])('recipe: %s for %s holding %j', async (expected, name, content) => {
  expect(await isRecipe(new File([content], name))).toBe(expected);
});
