import { parseArgs } from 'node:util';
import { openNodeDatabase } from '../duckdb/node.ts';
import { type Database, DatabaseError, ReadError } from '../engine/ports.ts';
import type { TimeReading } from '../engine/reading.ts';
import { StepError } from '../engine/step-error.ts';
import { HELP } from './help.ts';
import { loadCommand } from './load-command.ts';
import { runCommand } from './run-command.ts';
import { simulateCommand } from './simulate-command.ts';
import { UsageError } from './usage-error.ts';

/** Runs the command line; resolves to the exit code: 0 done, 1 it could not be done, 2 wrong usage. */
export async function main(
  argv: readonly string[],
  openDatabase: () => Promise<Database> = openNodeDatabase,
): Promise<number> {
  try {
    const [command, ...rest] = argv;
    if (command === undefined || command === 'help' || command === '--help' || command === '-h') {
      process.stdout.write(HELP);
      return command === undefined ? 2 : 0;
    }
    if (command === 'run') await runCommand(readRun(rest), openDatabase);
    else if (command === 'load') await loadCommand(readLoad(rest), openDatabase);
    else if (command === 'simulate') await simulateCommand(readSimulate(rest));
    else throw new UsageError(`There is no command "${command}".`);
    return 0;
  } catch (error) {
    process.stderr.write(`spoor: ${explain(error)}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

function readRun(args: string[]) {
  const { values, positionals } = parse(args, {
    input: { type: 'string', multiple: true },
    map: { type: 'string', multiple: true },
    param: { type: 'string', multiple: true },
    reading: { type: 'string' },
    judgement: { type: 'string' },
    'judgement-any': { type: 'boolean' },
    csv: { type: 'string' },
    out: { type: 'string' },
  } as const);
  const csv = values.csv ?? 'lossless';
  if (csv !== 'safe' && csv !== 'lossless')
    throw new UsageError(`--csv is safe or lossless, not "${csv}".`);
  return {
    recipe: single(positionals, 'a recipe: email-bots or a FILE.json'),
    inputs: pairs(values.input, '--input', 'events=PATH'),
    mapping: pairs(values.map, '--map', 'events.COLUMN=name'),
    params: pairs(values.param, '--param', 'eps=0.4'),
    reading: values.reading,
    judgement: values.judgement,
    anyJudgement: values['judgement-any'] ?? false,
    safe: csv === 'safe',
    out: required(values.out, '--out DIR'),
  };
}

function readLoad(args: string[]) {
  const { values, positionals } = parse(args, {
    out: { type: 'string' },
    json: { type: 'boolean' },
    reading: { type: 'string' },
    profile: { type: 'boolean' },
  } as const);
  return {
    files: positionals,
    out: values.out,
    json: values.json ?? false,
    reading: values.reading,
    profile: values.profile ?? false,
  };
}

function readSimulate(args: string[]) {
  const { values, positionals } = parse(args, {
    seed: { type: 'string' },
    rows: { type: 'string' },
    out: { type: 'string' },
    truth: { type: 'string' },
  } as const);
  return {
    what: single(positionals, 'what to simulate: email-clicks'),
    seed: whole(values.seed ?? '1', '--seed'),
    rows: values.rows === undefined ? undefined : whole(values.rows, '--rows'),
    out: required(values.out, '--out FILE'),
    truth: values.truth,
  };
}

function parse<const Options extends NonNullable<Parameters<typeof parseArgs>[0]>['options']>(
  args: string[],
  options: Options,
) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function single(positionals: readonly string[], what: string): string {
  const [first, ...more] = positionals;
  if (first === undefined) throw new UsageError(`Say ${what}.`);
  if (more.length > 0) throw new UsageError(`"${more.join(' ')}" is too much; say ${what}.`);
  return first;
}

function required(value: string | undefined, what: string): string {
  if (value === undefined || value === '') throw new UsageError(`${what} is missing.`);
  return value;
}

function whole(text: string, option: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(value) || value < 0)
    throw new UsageError(`${option} is a whole number of 0 or more, not "${text}".`);
  return value;
}

function pairs(
  values: readonly string[] | undefined,
  option: string,
  example: string,
): readonly (readonly [string, string])[] {
  return (values ?? []).map((value) => {
    const at = value.indexOf('=');
    if (at < 1 || at === value.length - 1)
      throw new UsageError(`${option} ${value}: expected ${option} ${example}.`);
    return [value.slice(0, at), value.slice(at + 1)];
  });
}

function explain(error: unknown): string {
  if (error instanceof UsageError) return `${error.message}\n${HELP}`;
  if (error instanceof StepError) {
    const message = lossIn(error.cause) ?? error.message;
    return error.step === null ? message : `step ${error.step}: ${message}`;
  }
  if (error instanceof ReadError) {
    // A column that is missing is missing in all lines.
    const isInLine = error.line !== null && error.code !== 'missing-column';
    const line = isInLine ? `, line ${String(error.line)}` : '';
    const place = error.file === '' ? '' : `${error.file}${line}: `;
    return `${place}${error.message}${hintFor(error.question)}`;
  }
  return lossIn(error) ?? (error instanceof Error ? error.message : String(error));
}

/** What to say where the engine was lost; null for anything else. */
function lossIn(error: unknown): string | null {
  if (!(error instanceof DatabaseError)) return null;
  if (error.code === 'out-of-memory')
    return `The memory was used up: the engine may take 4 GB. ${LESS}`;
  if (error.code === 'broken') return `The engine failed and cannot go on. ${LESS}`;
  return null;
}

const LESS =
  'What needs less: fewer columns, a range of time or a sample (--reading FILE.json says them), or fewer files.';

/** How the answer to a question is given on the command line. */
function hintFor(question: ReadError['question']): string {
  switch (question?.kind) {
    case 'columns':
      return ` It has ${question.available.join(', ')}. Say which plays the part: --map INPUT.${question.missing[0] ?? ''}=COLUMN.`;
    case 'time': {
      const format = question.candidates[0]?.reading.format ?? 'iso';
      const year = question.candidates.length === 1 ? { year: 2020 } : {};
      return hintOf(question.column, { format, zone: 'UTC', ...year });
    }
    case 'clock-change':
      return hintOf(question.column, {
        format: 'iso',
        zone: question.zone,
        gap: 'before',
        overlap: 'earlier',
      });
    default:
      return '';
  }
}

function hintOf(column: string, time: TimeReading): string {
  const document = { reading: { columns: { [column]: { time } } } };
  return ` --reading FILE.json says it, e.g. ${JSON.stringify(document)}.`;
}
