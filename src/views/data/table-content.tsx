import { createMemo, Match, Show, Switch, type JSX } from 'solid-js';
import type { OpenTable } from '../../state/tables.ts';
import type { Workbench } from '../../state/workbench.ts';
import { Callout } from '../../widgets/callout.tsx';
import { WarningList } from '../warning-list.tsx';
import { createProfiles } from './create-profiles.ts';
import './data.css';
import { Rejects } from './rejects.tsx';
import { selectedColumn } from './selected-column.ts';
import { inputInResult, shownOf, type ShownTable } from './shown-table.ts';
import { TableProfile, type ProfileView } from './table-profile.tsx';
import { TableRows } from './table-rows.tsx';

/** What can be looked at of a table. */
export type TableView = ProfileView | 'rows';

interface ContentProps {
  readonly workbench: Workbench;
  readonly table: OpenTable;
  readonly view: TableView;
  readonly onChangeReading?: ((table: OpenTable) => void) | undefined;
}

const FIRST_ROWS = 20;

/** What was read into a table: what its columns hold and what was not taken over, or its rows. */
export function TableContent(props: ContentProps): JSX.Element {
  const shown = createMemo(() => shownOf(props.workbench, props.table));
  const profileView = () => (props.view === 'rows' ? null : props.view);
  return (
    <Switch>
      <Match when={props.view === 'rows' && props.table.loaded}>
        {(loaded) => <TableRows workbench={props.workbench} loaded={loaded()} />}
      </Match>
      <Match when={profileView()}>
        {(view) => (
          <Show when={shown()}>
            {(table) => <Profiled {...props} view={view()} shown={table()} />}
          </Show>
        )}
      </Match>
    </Switch>
  );
}

function Profiled(
  props: ContentProps & { readonly view: ProfileView; readonly shown: ShownTable },
): JSX.Element {
  const profiles = createProfiles(() => props.workbench);
  const [selected, setSelected] = selectedColumn(props.workbench);
  const chosen = (): string | null => {
    const column = selected();
    return column?.relation === props.shown.relation ? column.column.name : null;
  };
  /** The input of the result, or the table as it was loaded or joined. */
  const read = () =>
    (props.table.joined ? undefined : inputInResult(props.workbench, props.table)) ??
    props.table.loaded;
  /** Where the shown rows are; null after they went with an engine. */
  const database = () => {
    const { workbench, table, shown } = props;
    if (shown.relation !== table.loaded?.relation) return workbench.resultDatabase();
    return workbench.tables.holds(table.loaded) ? workbench.database() : null;
  };
  const warnings = (): readonly string[] => {
    const steps = props.workbench.result()?.steps.filter(({ station }) => station === 'data') ?? [];
    // What a join warns of, its step in the run does, too.
    const repeated = props.table.joined !== null && props.shown.profiled;
    return [
      ...(repeated ? [] : (read()?.warnings ?? [])),
      ...(props.shown.profiled ? steps.flatMap((step) => step.warnings) : []),
    ];
  };
  return (
    <>
      <Show when={props.view === 'columns'}>
        <WarningList warnings={warnings()} />
      </Show>
      <Show when={props.shown.profiled ? profiles.failure() : null}>
        {(failure) => (
          <div class="data-warnings">
            <Callout tone="error">{failure().message}</Callout>
          </div>
        )}
      </Show>
      <TableProfile
        view={props.view}
        database={database()}
        relation={props.shown.relation}
        schema={props.shown.schema}
        name={props.table.name}
        label={props.shown.rolesOf ? 'Columns of the log' : 'Columns of the table'}
        known={props.shown.profiled ? profiles.columns() : undefined}
        rolesOf={props.shown.rolesOf}
        selected={chosen()}
        onSelect={(column) => setSelected(column && { relation: props.shown.relation, column })}
      />
      <Show when={props.view === 'columns'}>
        <Show when={read()?.rejects.length ? read() : null}>
          {(input) => (
            <Rejects
              inputs={[input()]}
              onChangeReading={
                props.onChangeReading && (() => props.onChangeReading?.(props.table))
              }
            />
          )}
        </Show>
        <Show when={props.shown.rolesOf ? null : props.table.loaded}>
          {(loaded) => (
            <section class="data-first" aria-labelledby="first-rows">
              <div class="pan-h">
                <h2 id="first-rows">First rows</h2>
              </div>
              <TableRows workbench={props.workbench} loaded={loaded()} first={FIRST_ROWS} />
            </section>
          )}
        </Show>
      </Show>
    </>
  );
}
