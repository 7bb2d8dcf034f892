// Who may import whom. Data flows from sql to views; imports go towards sql only.
'use strict';

const PURE = ['sql', 'matrix', 'steps', 'recipe', 'recipes', 'simulate', 'queries', 'engine'];
const ADAPTERS = ['readers', 'duckdb', 'cluster'];
const COMPOSITION = ['main\\.tsx', 'boot', 'cli'];

/** What of ours a folder may import besides itself. The composition roots may import everything. */
const MAY_IMPORT = {
  sql: [],
  matrix: [],
  simulate: [],
  queries: ['sql'],
  steps: ['sql', 'matrix'],
  recipe: ['steps', 'sql', 'matrix'],
  recipes: ['recipe'],
  engine: ['recipe', 'steps', 'sql', 'matrix'],
  workers: [],
  readers: ['engine', 'sql', 'workers'],
  duckdb: ['engine', 'sql', 'workers'],
  cluster: ['engine', 'sql', 'generated', 'workers'],
  state: ['engine', 'recipe', 'recipes', 'steps', 'queries', 'sql', 'matrix'],
  charts: [],
  // Numbers, marks and sizes are written alike in tables and in charts.
  widgets: ['charts'],
  views: [
    'state',
    'widgets',
    'charts',
    'engine',
    'recipe',
    'recipes',
    'steps',
    'queries',
    'sql',
    'matrix',
  ],
};

/** The kernel's contract is types that both sides of the engine's port speak. */
const CONTRACTS = {
  engine: ['^src/cluster/(contract|[a-z-]+/contract)\\.ts$'],
  state: ['^src/cluster/(contract|[a-z-]+/contract)\\.ts$'],
};

/** @param {readonly string[]} names of folders or files in src */
const inSrc = (names) => `^src/(${names.join('|')})(/|$)`;

const layers = Object.entries(MAY_IMPORT).map(([folder, others]) => ({
  name: `${folder}-imports`,
  comment: `src/${folder} may import of ours: ${['itself', ...others].join(', ')}`,
  severity: 'error',
  from: { path: inSrc([folder]) },
  to: { path: '^src/', pathNot: [inSrc([folder, ...others]), ...(CONTRACTS[folder] ?? [])] },
}));

/** A file of a package that Vite hands out by its address; Vite itself checks that it exists. */
const PACKAGE_FILE = '^@?[a-z].*\\?url$';

/** Packages, and the only folders that may know them. */
const OWNERS = [
  ['apache-arrow', ['duckdb', 'readers']],
  ['@duckdb/', ['duckdb']],
  ['(parquet-wasm|@sqlite\\.org|fflate|fzstd)', ['readers']],
  ['comlink', [...ADAPTERS, 'boot']],
  ['ipaddr\\.js', ['engine']],
  ['uplot', ['charts']],
  ['@codemirror/', ['views', 'widgets']],
  [
    '(solid-js|lucide-solid|@kobalte/|@corvu/|@tanstack/)',
    ['state', 'charts', 'widgets', 'views', 'boot', 'main\\.tsx'],
  ],
];

/** Files that run in Node only. */
const NODE_FILES = ['^src/cli/', '^src/(duckdb|cluster|readers)/(library/)?node'];

/** What lies outside src and may be imported. */
const OUTSIDE = ['^src/', '^wasm/', 'node_modules/', PACKAGE_FILE];

const packages = OWNERS.map(([name, owners]) => ({
  name: `only-in-${owners[0]}: ${name}`,
  comment: `${name} belongs to src/${owners.join(', src/')}`,
  severity: 'error',
  from: { path: '^src/', pathNot: inSrc(owners) },
  to: { path: [`(^|/)node_modules/(@types/)?${name}`, `^${name}`] },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...layers,
    ...packages,
    {
      name: 'known-folders',
      comment: 'A new folder of src needs its line in MAY_IMPORT',
      severity: 'error',
      from: { path: '^src/', pathNot: inSrc([...Object.keys(MAY_IMPORT), ...COMPOSITION]) },
      to: {},
    },
    {
      name: 'adapters-import-ports',
      comment:
        'readers, duckdb and cluster implement engine/ports; of the rest they take types, how the columns of files differ and how times are written',
      severity: 'error',
      from: { path: inSrc(ADAPTERS) },
      to: {
        path: '^src/engine/',
        pathNot: '^src/engine/(ports|column-differences|times/)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'pure-folders-know-no-host',
      severity: 'error',
      from: { path: inSrc(PURE) },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'node-only-in-node-files',
      comment: "Node's modules belong to src/cli and to files whose name begins with node",
      severity: 'error',
      from: { path: '^src/', pathNot: NODE_FILES },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'src-stands-alone',
      comment: 'Outside src only the kernels and their binary interface may be imported',
      severity: 'error',
      from: { path: '^src/', pathNot: NODE_FILES },
      to: { pathNot: OUTSIDE, dependencyTypesNot: ['core'] },
    },
    {
      name: 'node-files-stand-alone',
      comment: 'In Node the kernels may be compiled on the way, too',
      severity: 'error',
      from: { path: NODE_FILES },
      to: {
        pathNot: [...OUTSIDE, '^scripts/build-kernel\\.mjs$'],
        dependencyTypesNot: ['core'],
      },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-missing-modules',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: PACKAGE_FILE },
    },
    {
      name: 'only-listed-packages',
      comment: 'Import what package.json names',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'module', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css', '.d.ts'],
    },
  },
};
