import type { Dialect, SniffedDialect } from '../../engine/reading.ts';
import type { FormatModule, Source } from '../format.ts';
import type { FormatTable, TextLayout } from '../scanner.ts';
import { encodingOf, type FoundEncoding } from '../source/encoding.ts';
import { inUtf8 } from '../source/transcode.ts';
import { checkDialect } from './dialect.ts';
import { rawLines } from './lines.ts';
import { readCsv } from './read.ts';
import { nextLine } from './sample.ts';
import { hasMark } from './bytes.ts';
import { sniffText } from './sniff.ts';

export const describe: FormatModule['describe'] = async (source, options) => {
  const said = options.dialect ?? {};
  checkDialect(said, source.file);
  const { encoding, confidence } = await findEncoding(source, said);
  const found = await sniffText(inUtf8(source, encoding), said, options);
  const dialect: SniffedDialect = {
    ...found.dialect,
    encoding,
    confidence: { ...found.confidence, ...ones(said), encoding: confidence },
  };
  const table: FormatTable = {
    name: '',
    columns: found.names.map((name) => ({ name, type: null })),
    layout: {
      delimiter: dialect.delimiter || ',',
      width: found.names.length,
      quotedNull: found.names.length === 1 && !found.trailing,
      dialect,
    },
    warnings: [...encodingWarnings({ encoding, confidence }), ...found.warnings],
    ...(found.trailing ? { detail: { trailing: 'yes' } } : {}),
  };
  return [table];
};

/** What a person said is sure. */
function ones(said: Partial<Dialect>): Partial<Record<keyof Dialect, number>> {
  return Object.fromEntries(Object.keys(said).map((key) => [key, 1]));
}

const HEAD_BYTES = 1 << 18;
const PIECE_BYTES = 1 << 16;
const PIECES = 4;

/** By the beginning, and by some pieces further on where the file can be read anywhere. */
async function findEncoding(source: Source, said: Partial<Dialect>): Promise<FoundEncoding> {
  if (said.encoding !== undefined) return { encoding: said.encoding, confidence: 1 };
  const { bytes, whole } = await source.head(HEAD_BYTES);
  const samples: Uint8Array[] = [bytes];
  const { size, piece } = source;
  if (!whole && piece && size !== null)
    for (let i = 1; i <= PIECES; i += 1) {
      const part = await piece(Math.floor(((size - PIECE_BYTES) * i) / PIECES), PIECE_BYTES);
      // It may begin in the middle of a character.
      samples.push(part.subarray(nextLine(part, 0)));
    }
  return encodingOf(samples, whole);
}

function encodingWarnings({ encoding, confidence }: FoundEncoding): string[] {
  if (confidence === 1 || encoding === 'utf-8') return [];
  if (encoding === 'windows-1252')
    return confidence < 0.5
      ? [
          'This text is not written in UTF-8; it was read as windows-1252, although it hardly looks like that. Letters may be wrong.',
        ]
      : ['This text is not written in UTF-8; it was read as windows-1252 (Latin-1).'];
  return confidence < 0.9 ? ['This text was taken to be written in UTF-16.'] : [];
}

export const read: FormatModule['read'] = (source, table, options) => {
  const { dialect, width } = layoutOf(table);
  const text = inUtf8(source, dialect.encoding);
  return readCsv(text, dialect, width, table.detail?.['trailing'] === 'yes', options);
};

function layoutOf({ layout }: FormatTable): TextLayout & { dialect: SniffedDialect } {
  if (!layout?.dialect) throw new RangeError('A table of delimited text has a dialect.');
  return { ...layout, dialect: layout.dialect };
}

/** Bytes to show the first lines of. */
const SHOWN_BYTES = 1 << 18;

export const lines: NonNullable<FormatModule['lines']> = async (source, table, _, count) => {
  const { dialect, width } = layoutOf(table);
  const { bytes, whole } = await inUtf8(source, dialect.encoding).head(SHOWN_BYTES);
  const text = bytes.subarray(hasMark(bytes) ? 3 : 0);
  const trailing = table.detail?.['trailing'] === 'yes';
  return rawLines(text, { dialect, width, trailing, whole }, count);
};
