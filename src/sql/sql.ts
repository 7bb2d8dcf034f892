class Fragment {
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  static read(fragment: Fragment): string {
    return fragment.#source;
  }
}

/** A fragment of SQL that was built here, never taken from data. Its text is read with {@link text}. */
export type Sql = Fragment;

/** The SQL text of a fragment, for an engine to run or a person to read. */
export function text(fragment: Sql): string {
  return Fragment.read(fragment);
}

/** SQL with holes that take fragments only, so that no text can slip in unquoted. */
export function sql(strings: TemplateStringsArray, ...holes: readonly Sql[]): Sql {
  return new Fragment(
    strings.reduce((out, part, i) => {
      const hole = holes[i - 1];
      return out + (hole ? text(hole) : '') + part;
    }),
  );
}

/** A table of the engine's other database, which does not compress: quicker, for what is dropped at once. */
export function scratch(table: string): Sql {
  return sql`memory.main.${ident(table)}`;
}

/** Fragments one after the other, `separator` between them. */
export function join(parts: readonly Sql[], separator = ', '): Sql {
  return new Fragment(parts.map(text).join(separator));
}

/** The name of a type as the engine gives it: `VARCHAR`, `DECIMAL(38,0)`, `DOUBLE[]`. Throws RangeError on anything else. */
export function typeOfEngine(name: string): Sql {
  if (!/^[A-Z][A-Z0-9_ ]*(\(\d+(,\d+)?\))?(\[\])*$/.test(name))
    throw new RangeError(`${name} is no type without names in it.`);
  return new Fragment(name);
}

/** A quoted identifier: the only way in which a name becomes SQL. Throws RangeError on NUL, which no engine can hold. */
export function ident(name: string): Sql {
  if (name.includes('\0')) throw new RangeError('A name cannot hold the character NUL.');
  return new Fragment(`"${name.replaceAll('"', '""')}"`);
}

/** A literal value. Numbers keep every bit; NaN and infinities are not SQL and throw RangeError. */
export function lit(value: string | number | bigint | boolean | null): Sql {
  if (value === null) return new Fragment('NULL');
  if (typeof value === 'string') return new Fragment(quoteText(value));
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new RangeError(`${String(value)} is no SQL literal.`);
  return new Fragment(typeof value === 'number' ? quoteNumber(value) : String(value));
}

/** A DOUBLE literal, whatever the number looks like (`0.4` alone would be a DECIMAL). */
export function double(value: number): Sql {
  const written = lit(value);
  return Object.is(value, -0) || text(written).includes('e') ? written : sql`${written}::DOUBLE`;
}

/**
 * Short numbers as they are read by people (a DECIMAL or an integer to the engine, exact as such). A longer
 * one in exponent form, which the engine reads as a DOUBLE: by way of a DECIMAL its last bit may change.
 */
function quoteNumber(value: number): string {
  if (Object.is(value, -0)) return "'-0.0'::DOUBLE";
  const whole = Number.isInteger(value) && Math.abs(value) < 2 ** 63;
  const short = whole || /^-?[\d.]{1,16}$/.test(String(value));
  return short ? String(value) : value.toExponential().replace('e+', 'e');
}

function quoteText(value: string): string {
  const parts = value.split('\0').map((part) => `'${part.replaceAll("'", "''")}'`);
  return parts.length === 1 ? parts.join('') : `(${parts.join(' || chr(0) || ')})`;
}
