// Rules about the repository's text that no other tool checks.
import { readFileSync } from 'node:fs';
import { filesIn } from '../files.mjs';
import { inRoot } from '../paths.mjs';

const MOST_LINES = 400;
const CODE = /\.(ts|tsx|mjs|cjs|js|css)$/;
const TYPESCRIPT = /\.tsx?$/;

/** Words of the recipes' own data. A file elsewhere that names one is tied to one analysis. */
const RECIPE_COLUMNS = /InboxID|UserAgent|IPAddress|CIDR Range|AS Name/;

const COLOUR_FUNCTION = /\b(rgba?|hsla?|hwb|lab|lch|oklab|oklch)\(\s*[\d.]/;
const CSS_COLOUR = new RegExp(
  String.raw`:[^;{]*(#[0-9a-f]{3,8}\b|${COLOUR_FUNCTION.source})|` +
    String.raw`\b(color|background|background-color|fill|stroke|outline|border[\w-]*)\s*:[^;]*` +
    String.raw`(?<![\w-])(white|black|gr[ae]y|red|green|blue|orange|yellow|purple|silver)\b(?!-)`,
  'i',
);
/** In code a colour stands in a string; `#fed` alone is a private field. */
const CODE_COLOUR =
  /['"`:(\s]#([0-9a-f]{3}|[0-9a-f]{4}|[0-9a-f]{6}|[0-9a-f]{8})(?=['"`;)])|['"`]\s*(rgba?|hsla?|oklab|oklch)\(\s*[\d.]/i;

/** @param {string} file */
const linesOf = (file) => readFileSync(inRoot(file), 'utf8').split('\n');

/**
 * The lines of files that match, as `file:line: text`.
 * @param {readonly string[]} files
 * @param {RegExp} pattern
 */
const matches = (files, pattern) =>
  files.flatMap((file) =>
    linesOf(file).flatMap((line, i) =>
      pattern.test(line) ? [`${file}:${i + 1}: ${line.trim().slice(0, 120)}`] : [],
    ),
  );

/** @type {{ name: string, find: () => string[] }[]} */
export const HYGIENE = [
  {
    name: `no file of code is longer than ${MOST_LINES} lines`,
    find: () =>
      filesIn(['src', 'wasm', 'scripts', 'test'])
        .filter((file) => CODE.test(file) && !file.includes('/goldens/'))
        .map((file) => ({ file, length: linesOf(file).length - 1 }))
        .filter(({ length }) => length > MOST_LINES)
        .map(({ file, length }) => `${file}: ${length} lines`),
  },
  {
    name: 'package-lock.json names no registry',
    find: () => matches(['package-lock.json'], /"resolved":\s*"(https?|file):/),
  },
  {
    name: 'no any in src',
    find: () =>
      matches(
        filesIn(['src']).filter((file) => TYPESCRIPT.test(file)),
        /(?<!\w)(:|as|<|\|)\s*any\b(?!\w)(?=\s*([;,)>\]|=[{]|$))/,
      ),
  },
  {
    name: 'colours are written in tokens.css only',
    find: () => {
      const files = filesIn(['src']).filter((file) => !file.endsWith('/tokens.css'));
      return [
        ...matches(
          files.filter((file) => file.endsWith('.css')),
          CSS_COLOUR,
        ),
        ...matches(
          files.filter((file) => /^src\/(main|views|widgets|charts|state)\b.*\.tsx?$/.test(file)),
          CODE_COLOUR,
        ),
      ];
    },
  },
  {
    name: 'only src/recipes and src/simulate name the columns of a recipe',
    find: () =>
      matches(
        filesIn(['src']).filter((file) => !/^src\/(recipes|simulate)\//.test(file)),
        RECIPE_COLUMNS,
      ),
  },
  {
    name: 'no folder is named utils, helpers or common',
    find: () =>
      filesIn(['src', 'wasm', 'scripts', 'test']).filter((file) =>
        /(^|\/)(utils?|helpers?|common|misc)\//.test(file),
      ),
  },
];
