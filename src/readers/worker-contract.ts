import { ReadError, type SourceFile } from '../engine/ports.ts';
import type { RawLine, ScanPart, TableDescription } from './scanner.ts';

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

export function faultOf(thrown: unknown, file: string): Fault {
  if (thrown instanceof ReadError) {
    const { code, message, line, question } = thrown;
    return { code, message, file: thrown.file, line, question };
  }
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return {
    code: 'unreadable',
    message: `This file could not be read: ${reason}`,
    file,
    line: null,
    question: null,
  };
}

/** The value, or the error thrown here. */
export function valueOf<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value;
  const { code, message, file, line, question } = answer.fault;
  throw new ReadError(code, message, file, line, question);
}
