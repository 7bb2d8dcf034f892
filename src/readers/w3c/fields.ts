const NOT_CLOSED = 'a quote is not closed';

/**
 * The values of a line in which they may stand in quotes, two of which inside are one; or why it has none. Outside, `-` is no
 * value, nor is nothing at all. Time is linear in the length of the line.
 * @param width  values of a good line: after so many, a delimiter at the end begins no other.
 */
export function fieldsOf(
  line: string,
  delimiter: string,
  width: number,
): (string | null)[] | string {
  const fields: (string | null)[] = [];
  for (let at = 0; at < line.length || (at === line.length && fields.length < width);) {
    if (line[at] !== '"') {
      const end = endOf(line, delimiter, at);
      fields.push(orNull(line.slice(at, end)));
      at = end + 1;
      continue;
    }
    let closing = line.indexOf('"', at + 1);
    while (closing >= 0 && line[closing + 1] === '"') closing = line.indexOf('"', closing + 2);
    if (closing < 0) return NOT_CLOSED;
    const end = endOf(line, delimiter, closing + 1);
    if (end > closing + 1) return 'text after a closing quote';
    fields.push(line.slice(at + 1, closing).replaceAll('""', '"'));
    at = end + 1;
  }
  return fields;
}

function endOf(line: string, delimiter: string, from: number): number {
  const end = line.indexOf(delimiter, from);
  return end < 0 ? line.length : end;
}

function orNull(text: string): string | null {
  return text === '-' || text === '' ? null : text;
}
