/** A table as RFC 4180 text: the tests' own writer, which shares nothing with the reader. null is nothing, `""` an empty text. */
export function csvText(
  rows: readonly (readonly (string | null)[])[],
  { delimiter = ',', lineEnd = '\n', quoteAll = false, finalLineEnd = true } = {},
): string {
  const field = (value: string | null): string => {
    if (value === null) return '';
    const plain = value !== '' && !/["\r\n]/.test(value) && !value.includes(delimiter);
    return plain && !quoteAll ? value : `"${value.replaceAll('"', '""')}"`;
  };
  const lines = rows.map((row) => row.map(field).join(delimiter));
  return lines.join(lineEnd) + (finalLineEnd ? lineEnd : '');
}

/**
 * The records of a text after its header, counted character by character without looking at fields: an independent count
 * to hold the reader against. An unclosed quote makes one last record.
 */
export function countRecords(text: string, delimiter: string): number {
  let records = -1;
  let inQuotes = false;
  let fieldStart = true;
  let empty = true;
  for (let i = 0; i < text.length; i += 1) {
    const character = text[i];
    if (inQuotes) {
      if (character === '"' && text[i + 1] === '"') i += 1;
      else if (character === '"') inQuotes = false;
    } else if (character === '"' && fieldStart) {
      inQuotes = true;
      fieldStart = false;
      empty = false;
    } else if (character === '\n' || character === '\r') {
      if (!empty) records += 1;
      empty = true;
      fieldStart = true;
    } else {
      empty = false;
      fieldStart = character === delimiter;
    }
  }
  return empty ? records : records + 1;
}
