import { describe, expect, it } from 'vitest';
import { parse } from '../../src/recipe/parse.ts';
import { defaults } from '../../src/recipe/params.ts';
import { BUILT_IN_RECIPES } from '../../src/recipes/index.ts';
import { documentText, recipeDocument } from '../../src/views/export/recipe-document.ts';
import { gather } from '../../src/views/export/save-file.ts';

const [recipe] = BUILT_IN_RECIPES;
if (!recipe) throw new Error('There is no recipe.');

describe('the recipe as a document', () => {
  it('is the very same where nothing was changed', () => {
    expect(recipeDocument(recipe, defaults(recipe))).toBe(recipe.json);
  });
  it('has the present parameters as its defaults, and can be opened again', () => {
    const changed = { ...defaults(recipe), eps: 0.25, scaler: 'robust' };
    const parsed = parse(JSON.parse(documentText(recipeDocument(recipe, changed))));
    expect(parsed.ok && defaults(parsed.value)).toEqual(changed);
    expect(recipe.params['eps']?.default).toBe(0.4);
  });
});

describe('a file from pieces', () => {
  it('holds every piece in order', async () => {
    const pieces = Array.from({ length: 300 }, (_, i) => `${String(i)};${'ä'.repeat(10_000)}\n`);
    const blob = await gather(pieces, 'text/csv');
    expect(blob.type).toBe('text/csv');
    expect(await blob.text()).toBe(pieces.join(''));
  });
  it('stops with the reason of its signal', async () => {
    const controller = new AbortController();
    async function* endless(): AsyncGenerator<string> {
      for (let i = 0; ; i++) {
        if (i === 3) controller.abort(new Error('enough'));
        yield await Promise.resolve('x');
      }
    }
    await expect(gather(endless(), '', controller.signal)).rejects.toThrow('enough');
  });
});
