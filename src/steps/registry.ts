import { aggregate } from './aggregate.ts';
import { cluster } from './cluster.ts';
import { correlate } from './correlate.ts';
import { crosstab } from './crosstab.ts';
import { derive } from './derive.ts';
import { describe } from './describe.ts';
import { distinct } from './distinct.ts';
import { joinTables } from './join.ts';
import { label } from './label.ts';
import { profile } from './profile.ts';
import { reduce } from './reduce.ts';
import { reputation } from './reputation.ts';
import { scale } from './scale.ts';
import { sessionize } from './sessionize.ts';
import { source } from './source.ts';
import { bind, type Binder } from './bind.ts';

/** Every kind of step. A new one is a file and a line here. */
export const STEP_KINDS: Readonly<Record<string, Binder>> = Object.fromEntries(
  [
    bind(source),
    bind(joinTables),
    bind(profile),
    bind(derive),
    bind(sessionize),
    bind(aggregate),
    bind(describe),
    bind(scale),
    bind(correlate),
    bind(reduce),
    bind(cluster),
    bind(label),
    bind(crosstab),
    bind(distinct),
    bind(reputation),
  ].map((binder) => [binder.op, binder]),
);
