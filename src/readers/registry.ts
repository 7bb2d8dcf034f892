import { ACCESS_LOG } from './access-log/format.ts';
import { ARROW } from './arrow/format.ts';
import { CSV } from './csv/format.ts';
import type { FormatReader } from './format.ts';
import { JSON_FORMAT } from './json/format.ts';
import { PARQUET } from './parquet/format.ts';
import { SQLITE } from './sqlite/format.ts';
import { W3C_LOG } from './w3c/format.ts';
import { ZEEK } from './zeek/format.ts';

/** Every format that is read. The first that matches is taken: CSV, which any text is, comes last. */
export const FORMATS: readonly FormatReader[] = [
  PARQUET,
  ARROW,
  SQLITE,
  ZEEK,
  JSON_FORMAT,
  ACCESS_LOG,
  W3C_LOG,
  CSV,
];
