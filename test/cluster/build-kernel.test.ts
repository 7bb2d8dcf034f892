import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { buildKernel } from '../../scripts/build-kernel.mjs';

test('a kernel that is up to date is not built again; it is a module without imports', async () => {
  const { path } = await buildKernel();
  expect(await buildKernel()).toEqual({ path, built: false });
  const module = await WebAssembly.compile(await readFile(path));
  expect(WebAssembly.Module.imports(module)).toEqual([]);
});
