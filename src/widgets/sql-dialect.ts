import { PostgreSQL, SQLDialect } from '@codemirror/lang-sql';

const EXTRA =
  'qualify asof pivot unpivot exclude replace macro summarize describe semi anti positional';

/** DuckDB's SQL as far as colouring goes: PostgreSQL and the words it adds. */
export const DUCKDB = SQLDialect.define({
  ...PostgreSQL.spec,
  keywords: `${PostgreSQL.spec.keywords ?? ''} ${EXTRA}`,
});
