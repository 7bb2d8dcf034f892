import { createMemo, Match, Show, Switch, type JSX } from 'solid-js';
import { formatCount, formatCounted } from '../../charts/format.ts';
import type { Database } from '../../engine/ports.ts';
import type { ColumnStatistics } from '../../engine/profile/statistics.ts';
import type { Schema } from '../../engine/table.ts';
import { Button } from '../../widgets/button.tsx';
import { Callout } from '../../widgets/callout.tsx';
import { StatusStrip } from '../../widgets/status-strip.tsx';
import { ColumnsTable } from './columns-table.tsx';
import type { ColumnProfile, Role } from './column-model.ts';
import { createProfile } from './create-profile.ts';
import './data.css';
import { DescribeView } from './describe-view.tsx';
import { InfoView } from './info-view.tsx';

/** As a list, as pandas' `describe`, or as its `info`. */
export type ProfileView = 'columns' | 'describe' | 'info';

export interface TableProfileProps {
  readonly view: ProfileView;
  readonly database: Database | null;
  /** A name that is never given to other rows while this engine runs: what was found is kept under it. */
  readonly relation: string;
  /** Columns to show, in order; without `_row`. */
  readonly schema: Schema;
  /** What a person calls the table; files are named after it. */
  readonly name: string;
  /** Accessible name of the list of columns. */
  readonly label?: string | undefined;
  /** What is known already: then the columns are not profiled before Describe or Info is looked at. */
  readonly known?: readonly ColumnProfile[] | undefined;
  /** What a column is to the recipe, where there is one. */
  readonly rolesOf?: ((column: string) => readonly Role[]) | undefined;
  readonly selected: string | null;
  readonly onSelect: (column: ColumnProfile | null) => void;
}

/** What every column of a table holds: as a list, as pandas' `describe` or as its `info`. */
export function TableProfile(props: TableProfileProps): JSX.Element {
  const isKnown = (): boolean => props.known !== undefined && props.view === 'columns';
  const profile = createProfile(
    createMemo(
      () => {
        const { database, relation, schema } = props;
        return isKnown() ? null : { database, relation, schema };
      },
      null,
      { equals: (a, b) => a?.database === b?.database && a?.relation === b?.relation },
    ),
  );
  const withRoles = createMemo(() => makeRoles(props.rolesOf));
  const known = createMemo(
    () =>
      new Map(
        (profile.columns().length === 0 && props.known
          ? props.known
          : profile.columns().map(withRoles())
        ).map((column) => [column.name, column]),
      ),
  );
  const waiting = (): number => props.schema.length - profile.columns().length;
  const stopped = (): boolean =>
    !profile.running() && waiting() > 0 && !isKnown() && props.database !== null;
  return (
    <section
      class="tp"
      classList={{ list: props.view === 'columns' }}
      aria-label={`Profile of ${props.name}`}
      style={{ '--rows': String(props.schema.length) }}
    >
      <Show when={profile.running()}>
        <StatusStrip
          phase="Profile"
          detail={`${formatCount(profile.columns().length)} of ${formatCounted(props.schema.length, 'column')}`}
          share={profile.columns().length / Math.max(1, props.schema.length)}
          onCancel={profile.cancel}
        />
      </Show>
      <Show when={stopped()}>
        <div class="data-warnings">
          <Callout tone={profile.failure() ? 'error' : 'info'}>
            {profile.failure()?.message ?? 'The profile was stopped.'} {formatCount(waiting())} of{' '}
            {formatCounted(props.schema.length, 'column')} are missing.{' '}
            <Button small onClick={profile.resume}>
              Go on
            </Button>
          </Callout>
        </div>
      </Show>
      <Switch>
        <Match when={props.view === 'columns'}>
          <div class="data-columns">
            <ColumnsTable
              database={props.database}
              relation={props.relation}
              label={props.label ?? `Columns of ${props.name}`}
              schema={props.schema}
              known={known()}
              withRoles={props.rolesOf !== undefined}
              selected={props.selected}
              onSelect={(name) => {
                props.onSelect((name === null ? undefined : known().get(name)) ?? null);
              }}
            />
          </div>
        </Match>
        <Match when={props.view === 'describe'}>
          <DescribeView name={props.name} columns={profile.columns()} />
        </Match>
        <Match when={props.view === 'info'}>
          <InfoView name={props.name} columns={profile.columns()} total={props.schema.length} />
        </Match>
      </Switch>
    </section>
  );
}

/** Adds roles; the same statistics give the same object, so that its row is not drawn again. */
function makeRoles(
  rolesOf: TableProfileProps['rolesOf'],
): (column: ColumnStatistics) => ColumnProfile {
  const made = new WeakMap<ColumnStatistics, ColumnProfile>();
  return (column) => {
    const before = made.get(column);
    if (before) return before;
    const profile = { ...column, roles: rolesOf?.(column.name) ?? [] };
    made.set(column, profile);
    return profile;
  };
}
