import {
  type InputReading,
  parseReadingDocument,
  type ReadingDocument,
  unknownFiles,
  withFileReadings,
} from '../engine/reading-document.ts';
import type { SourceFile } from '../engine/ports.ts';
import { readText } from './files.ts';
import { UsageError } from './usage-error.ts';
import { valued } from './valued.ts';

/** The document of `--reading FILE.json`; an empty one where the option was not given. */
export async function openReading(path: string | undefined): Promise<ReadingDocument> {
  return path === undefined ? {} : valued(parseReadingDocument(await readText(path)), path);
}

/** The part of a document that is about one input. */
export function readingOf(document: ReadingDocument, input: string): InputReading {
  const { inputs, files, reading } = document;
  const own = inputs && Object.hasOwn(inputs, input) ? inputs[input] : undefined;
  return own ?? { files, reading };
}

/** Throws UsageError where a document does not say which of several inputs it is about, or names one that is not there. */
export function checkInputs(document: ReadingDocument, inputs: readonly string[]): void {
  const unknown = Object.keys(document.inputs ?? {}).find((input) => !inputs.includes(input));
  if (unknown !== undefined)
    throw new UsageError(
      `--reading speaks of the input "${unknown}"; there is ${inputs.join(', ') || 'none'}.`,
    );
  const isForOne = document.files !== undefined || document.reading !== undefined;
  if (isForOne && (document.inputs !== undefined || inputs.length > 1))
    throw new UsageError(
      `--reading has to say for which input: { "inputs": { "${inputs[0] ?? ''}": { … } } }.`,
    );
}

/** Files with what was said about them. Throws UsageError where it was said of a file that is not given. */
export function readFiles(files: readonly SourceFile[], said: InputReading): readonly SourceFile[] {
  const [unknown] = unknownFiles(files, said);
  if (unknown !== undefined)
    throw new UsageError(
      `--reading speaks of the file "${unknown}"; given is ${files.map((file) => file.name).join(', ')}.`,
    );
  return withFileReadings(files, said);
}
