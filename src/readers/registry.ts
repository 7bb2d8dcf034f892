import type { FormatReader } from './format.ts';
import { CSV } from './csv/format.ts';
import { PARQUET } from './parquet/format.ts';
import { SQLITE } from './sqlite/format.ts';

/** Every format that is read. The first that matches is taken: CSV, which any text is, comes last. */
export const FORMATS: readonly FormatReader[] = [PARQUET, SQLITE, CSV];
