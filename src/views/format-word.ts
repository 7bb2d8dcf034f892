const WORDS: Readonly<Record<string, string>> = {
  'access-log': 'Access log',
  'w3c-log': 'W3C log',
  arrow: 'Arrow',
  csv: 'CSV',
  json: 'JSON',
  parquet: 'Parquet',
  sqlite: 'SQLite',
  zeek: 'Zeek log',
};

/** The name of a file's format as people write it. */
export function formatWord(format: string): string {
  return WORDS[format] ?? format;
}
