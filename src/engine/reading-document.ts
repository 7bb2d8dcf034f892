import * as v from 'valibot';
import { readJson } from '../recipe/json.ts';
import { issueMessage, issuePath } from '../steps/issue.ts';
import type { Outcome } from '../steps/problem.ts';
import { record } from '../steps/record.ts';
import type { SourceFile } from './ports.ts';
import type { Dialect, TableReading } from './reading.ts';
import { understandPattern } from './times/pattern.ts';

/** What a person said about one file. */
export interface FileReading {
  readonly table?: string | undefined;
  readonly dialect?: Partial<Dialect> | undefined;
}

/** What a person said about reading one input: a document that can be kept and repeated. */
export interface InputReading {
  /** By the name of the file, without folders. */
  readonly files?: Readonly<Record<string, FileReading>> | undefined;
  readonly reading?: TableReading | undefined;
}

/** The same for the only input, or for each of several by name. */
export interface ReadingDocument extends InputReading {
  readonly inputs?: Readonly<Record<string, InputReading>> | undefined;
}

const text = v.string('A text is expected.');
const name = v.pipe(text, v.nonEmpty('A name is expected.'));
const oneOf = <const T extends readonly string[]>(...words: T) =>
  v.picklist(words, `One of ${words.map((word) => `"${word}"`).join(', ')} is expected.`);
const whole = (least: number, most: number) => {
  const message = `A whole number from ${String(least)} to ${String(most)} is expected.`;
  return v.pipe(
    v.number(message),
    v.integer(message),
    v.minValue(least, message),
    v.maxValue(most, message),
  );
};

const dialect = v.strictObject({
  encoding: v.optional(oneOf('utf-8', 'utf-16le', 'utf-16be', 'windows-1252')),
  delimiter: v.optional(
    v.pipe(
      text,
      v.regex(/^[\t -~]?$/, 'One ASCII character is expected, e.g. ";" or "\\t", or none.'),
    ),
  ),
  quote: v.optional(oneOf('"', "'", '')),
  skip: v.optional(whole(0, 1_000_000)),
  comment: v.optional(text),
  header: v.optional(
    v.union(
      [v.picklist(['first', 'none']), v.array(name)],
      '"first", "none" or a list of names is expected.',
    ),
  ),
  short: v.optional(oneOf('reject', 'fill')),
});

const pattern = v.pipe(
  text,
  v.rawCheck(({ dataset, addIssue }) => {
    const understood = dataset.typed ? understandPattern(dataset.value) : null;
    if (typeof understood === 'string') addIssue({ message: understood });
  }),
);

const format = v.lazy((input) =>
  typeof input === 'object'
    ? v.strictObject({ pattern })
    : oneOf('iso', 'epoch-s', 'epoch-ms', 'epoch-us', 'epoch-ns'),
);

const time = v.strictObject({
  format,
  zone: v.pipe(text, v.nonEmpty('A zone is expected, e.g. "UTC" or "Europe/Zurich".')),
  year: v.optional(whole(1, 9999)),
  gap: v.optional(oneOf('reject', 'before', 'after')),
  overlap: v.optional(oneOf('reject', 'earlier', 'later')),
});

const column = v.strictObject({
  type: v.optional(oneOf('text', 'integer', 'number', 'timestamp', 'boolean')),
  time: v.optional(time),
});

const share = 'A share above 0 and at most 1 is expected.';
const names = v.pipe(v.array(name), v.minLength(1, 'At least one name is expected.'));

const reading = v.strictObject({
  columns: v.optional(record(text, column)),
  only: v.optional(names),
  differing: v.optional(oneOf('union', 'common')),
  range: v.optional(v.strictObject({ column: name, from: v.nullable(text), to: v.nullable(text) })),
  sample: v.optional(
    v.strictObject({
      share: v.pipe(v.number(share), v.gtValue(0, share), v.maxValue(1, share)),
      seed: whole(0, Number.MAX_SAFE_INTEGER),
    }),
  ),
  unpivot: v.optional(v.strictObject({ pattern: text, names, value: name })),
  evenIfLarge: v.optional(v.boolean('true or false is expected.')),
});

const input = {
  files: v.optional(
    record(text, v.strictObject({ table: v.optional(name), dialect: v.optional(dialect) })),
  ),
  reading: v.optional(reading),
};

const shape: v.GenericSchema<unknown, ReadingDocument> = v.strictObject({
  ...input,
  inputs: v.optional(record(text, v.strictObject(input))),
});

/** A reading document from text. Problems have JSON pointers; what is not known here is a problem. */
export function parseReadingDocument(source: string): Outcome<ReadingDocument> {
  const json = readJson(source);
  if (!json.ok) return json;
  const parsed = v.safeParse(shape, json.value);
  if (parsed.success) return { ok: true, value: parsed.output };
  return {
    ok: false,
    problems: parsed.issues.map((issue) => ({
      pointer: issuePath(issue),
      message: issueMessage(issue),
    })),
  };
}

/** Files with what was said about them. A table that was chosen with the file goes before that of the document. */
export function withFileReadings(
  files: readonly SourceFile[],
  { files: said = {} }: InputReading,
): readonly SourceFile[] {
  return files.map((file) => {
    const own = Object.hasOwn(said, file.name) ? said[file.name] : undefined;
    if (!own) return file;
    const table = file.table ?? own.table;
    return {
      ...file,
      ...(table === undefined ? {} : { table }),
      ...(own.dialect ? { dialect: own.dialect } : {}),
    };
  });
}

/** Names of files that are spoken of and not among those that are given. */
export function unknownFiles(files: readonly SourceFile[], said: InputReading): readonly string[] {
  const given = new Set(files.map((file) => file.name));
  return Object.keys(said.files ?? {}).filter((file) => !given.has(file));
}

/** What was said about files and the table that they become, as a document of one input that {@link parseReadingDocument} reads. */
export function writeReadingDocument(files: readonly SourceFile[], said: TableReading): string {
  const own = files.flatMap(({ name: file, table, dialect: written }) => {
    const one: FileReading = {
      ...(table !== undefined && { table }),
      ...(written !== undefined && { dialect: written }),
    };
    return Object.keys(one).length === 0 ? [] : [[file, one] as const];
  });
  const document: InputReading = {
    ...(own.length > 0 && { files: Object.fromEntries(own) }),
    ...(Object.keys(said).length > 0 && { reading: said }),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
