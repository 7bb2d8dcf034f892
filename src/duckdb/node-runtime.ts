import { NODE_RUNTIME } from '@duckdb/duckdb-wasm/blocking';

type Runtime = typeof NODE_RUNTIME;
type Module = Parameters<Runtime['openFile']>[0];

type Call = (name: string, returns: null, types: string[], values: string[]) => void;

const NO_FILES = 'There is no file system here.';

/** Reports a failure as the engine's own runtimes do: a throw would unwind through WebAssembly. */
function refuse(module: Module): 0 {
  // The module's type comes from a package that is not here.
  const call = Reflect.get(module, 'ccall') as Call;
  call('duckdb_web_fail_with', null, ['string'], [NO_FILES]);
  return 0;
}

/**
 * The engine's Node runtime without its file system. Registered buffers live inside the engine and do not come here;
 * a path that nobody registered, such as a real `uploads/` folder beside the process, must not be opened.
 */
export const FILELESS_RUNTIME: Runtime = {
  ...NODE_RUNTIME,
  openFile: refuse,
  readFile: refuse,
  writeFile: refuse,
  truncateFile: refuse,
  moveFile: refuse,
  removeFile: refuse,
  removeDirectory: refuse,
  createDirectory: refuse,
  listDirectoryEntries: () => false,
  checkDirectory: () => false,
  checkFile: () => false,
  glob: () => undefined,
};
