import { ReadError, type SourceFile } from '../engine/ports.ts';
import { inWords } from './in-words.ts';
import type { RawLine } from '../engine/reading.ts';
import type { ScanPart, TableDescription } from './scanner.ts';

/** A result or an error as a value: of an error that is thrown, only the message would cross. */
export type Answer<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: Fault };

type Fault = Pick<ReadError, 'code' | 'message' | 'file' | 'line' | 'question'>;

/** What the scanner's worker does, for one file. */
export interface ScanWorker {
  sniff(file: SourceFile): Promise<Answer<readonly TableDescription[]>>;
  open(file: SourceFile, table: TableDescription, sliceBytes: number | undefined): void;
  /** The next part of the opened file; a slice's bytes are transferred. */
  next(): Promise<Answer<ScanPart>>;
  /** Lets go of a file that is not read to its end. */
  close(): Promise<void>;
  lines(
    file: SourceFile,
    table: TableDescription,
    count: number,
  ): Promise<Answer<readonly RawLine[]>>;
}

export function faultOf(thrown: unknown, name: string): Fault {
  const error = inWords(thrown, name);
  if (!(error instanceof ReadError)) throw error;
  const { code, message, file, line, question } = error;
  return { code, message, file, line, question };
}

/** The value, or the error thrown here. */
export function valueOf<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value;
  const { code, message, file, line, question } = answer.fault;
  throw new ReadError(code, message, file, line, question);
}
