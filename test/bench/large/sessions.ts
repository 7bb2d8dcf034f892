import type { NativeWork } from './native.ts';

const GAP = 'INTERVAL 120 SECONDS';

const MEASURES = `count(*)::DOUBLE AS "RequestCount",
  count(DISTINCT "InboxID")::DOUBLE AS "UniqueInboxIDs", count(DISTINCT "UserID")::DOUBLE AS "UniqueEmails",
  count(DISTINCT "EmailDomain")::DOUBLE AS "UniqueEmailDomains",
  count(DISTINCT "EmailRootLevelDomain")::DOUBLE AS "UniqueEmailRootLevelDomain",
  count(DISTINCT "Link")::DOUBLE AS "UniqueLinks", avg(seconds_ln) AS "MeanSendRequestSeconds_ln",
  date_diff('microsecond', min("RequestDate"), max("RequestDate")) / 1e6 AS "SessionDuration",
  avg(seconds) AS "MeanSendRequestSeconds"`;

const KEYS = 'any_value("IPAddress") AS "IPAddress", any_value("UserAgent") AS "UserAgent"';

/** What MEASURES are of a session of one event. */
const OF_ONE = `1::DOUBLE, ("InboxID" IS NOT NULL)::DOUBLE, ("UserID" IS NOT NULL)::DOUBLE, ("EmailDomain" IS NOT NULL)::DOUBLE,
  ("EmailRootLevelDomain" IS NOT NULL)::DOUBLE, ("Link" IS NOT NULL)::DOUBLE, seconds_ln, 0::DOUBLE, seconds`;

/** The sessions of each address and user agent, and a row of each with its key and features: ways to say it, the fastest of which counts. */
export function nativeSessions(path: string): NativeWork {
  const byText = `CREATE OR REPLACE TABLE sessions AS
    SELECT *, sum(fresh) OVER (PARTITION BY "IPAddress", "UserAgent" ORDER BY "RequestDate" ROWS UNBOUNDED PRECEDING) AS session
    FROM (SELECT *, CASE WHEN "RequestDate" - lag("RequestDate") OVER (PARTITION BY "IPAddress", "UserAgent" ORDER BY "RequestDate") <= ${GAP} THEN 0 ELSE 1 END AS fresh FROM clicks)`;
  const byHash = `CREATE OR REPLACE TABLE sessions AS
    SELECT *, sum(fresh) OVER (PARTITION BY key ORDER BY "RequestDate" ROWS UNBOUNDED PRECEDING) AS session
    FROM (SELECT *, CASE WHEN "RequestDate" - lag("RequestDate") OVER (PARTITION BY key ORDER BY "RequestDate") <= ${GAP} THEN 0 ELSE 1 END AS fresh
      FROM (SELECT *, hash("IPAddress", "UserAgent") AS key FROM clicks))`;
  const ordered =
    'CREATE OR REPLACE TABLE ordered AS SELECT rowid AS row, hash("IPAddress", "UserAgent") AS key, epoch_us("RequestDate") AS micros FROM clicks ORDER BY key, micros';
  const runs = `CREATE OR REPLACE TABLE runs AS SELECT *, sum(start) OVER (ROWS UNBOUNDED PRECEDING) AS session
    FROM (SELECT row, row_number() OVER () AS place, CASE WHEN key = before AND micros - earlier <= 120000000 THEN 0 ELSE 1 END AS start
      FROM (SELECT *, lag(key) OVER () AS before, lag(micros) OVER () AS earlier FROM ordered))`;
  const merged =
    'CREATE OR REPLACE TABLE sessions AS SELECT c.*, r.session FROM clicks AS c JOIN runs AS r ON c.rowid = r.row';
  const joined = `CREATE OR REPLACE TABLE features AS SELECT ${KEYS}, ${MEASURES}
    FROM (SELECT c.*, r.session FROM clicks AS c POSITIONAL JOIN (SELECT session FROM runs ORDER BY row) AS r) GROUP BY session`;
  const sizes = [
    'CREATE OR REPLACE TABLE sizes AS SELECT session, coalesce(lead(place) OVER (), (SELECT count(*) + 1 FROM runs)) - place AS events FROM runs WHERE start = 1',
    'CREATE OR REPLACE TABLE marks AS SELECT session, events FROM runs JOIN sizes USING (session) ORDER BY row',
  ];
  const marked = '(SELECT * FROM clicks POSITIONAL JOIN marks)';
  const bySize = `CREATE OR REPLACE TABLE features AS SELECT "IPAddress", "UserAgent", ${OF_ONE} FROM ${marked} WHERE events = 1
    UNION ALL SELECT ${KEYS}, ${MEASURES} FROM ${marked} WHERE events > 1 GROUP BY session`;
  const features = (key: string) =>
    `CREATE OR REPLACE TABLE features AS SELECT ${KEYS}, ${MEASURES} FROM sessions GROUP BY ${key}`;
  return {
    before: [
      `CREATE TABLE clicks AS SELECT *, seconds, ln(seconds + exp(1)) AS seconds_ln
        FROM (SELECT *, greatest(date_diff('microsecond', "SendDate", "RequestDate") / 1e6, 0) AS seconds FROM read_csv('${path}'))`,
    ],
    ways: [
      [byText, features('"IPAddress", "UserAgent", session')],
      [byHash, features('key, session')],
      [ordered, runs, merged, features('session')],
      [ordered, runs, joined],
      [ordered, runs, ...sizes, bySize],
    ],
    check: 'SELECT count(*) FROM features',
  };
}
