/**
 * The records of a CSV text: comma, double quotes, line ends of any kind.
 * @param {string} text
 * @returns {string[][]}
 */
export function csvRecords(text) {
  /** @type {string[][]} */
  const records = [];
  /** @type {string[]} */
  let record = [];
  // A field, quoted or plain, and what ends it.
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\r|\n|$)/gy;
  while (field.lastIndex < text.length) {
    const match = field.exec(text);
    if (!match) throw new Error(`CSV: a stray quote in record ${records.length + 1}`);
    const [, quoted, plain = '', end] = match;
    record.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',' && field.lastIndex < text.length) continue;
    if (end === ',') record.push('');
    records.push(record);
    record = [];
  }
  return records;
}
