import { Show, type JSX } from 'solid-js';
import { formatCounted } from '../../charts/format.ts';
import type { OpenTable } from '../../state/tables.ts';
import { questionOf } from '../../state/table-readings.ts';
import type { Workbench } from '../../state/workbench.ts';
import { Button } from '../../widgets/button.tsx';
import { Callout } from '../../widgets/callout.tsx';
import { JoinedNotice } from './joined-notice.tsx';

const NAMED = 6;

/** What a person should know or do about a table before its columns: what the recipe lacks in it, why it could not be read. */
export function TableNotices(props: {
  readonly workbench: Workbench;
  readonly table: OpenTable;
  readonly onChangeReading?: ((table: OpenTable) => void) | undefined;
}): JSX.Element {
  const tables = () => props.workbench.tables;
  const lacks = () =>
    props.table.loaded && tables().playing(props.table.id) !== null ? props.table.lacks : null;
  const appendAs = (differing: 'union' | 'common'): void => {
    const { id, reading } = props.table;
    void tables().reread(id, { reading: { ...reading, differing } });
  };
  const reading = () => (props.table.joined ? undefined : props.onChangeReading);
  const couldNot = () => `could not be ${props.table.joined ? 'joined' : 'read'}`;
  const tryAgain = (): void => {
    const { id, joined } = props.table;
    void (joined ? tables().joinAgain(id) : tables().reread(id, {}));
  };
  return (
    <>
      <Show when={props.table.joined}>
        {(joined) => (
          <JoinedNotice workbench={props.workbench} table={props.table} joined={joined()} />
        )}
      </Show>
      <Show when={props.table.failed}>
        {(failed) => (
          <div class="data-notice">
            <Callout
              tone={questionOf(props.table) ? 'warn' : 'error'}
              action={
                <>
                  <Show when={reading()}>
                    {(change) => (
                      <Button
                        small
                        onClick={() => {
                          change()(props.table);
                        }}
                      >
                        Change how it is read
                      </Button>
                    )}
                  </Show>
                  <Show
                    when={failed().question?.kind === 'difference'}
                    fallback={
                      <Show
                        when={questionOf(props.table)}
                        fallback={
                          <Button small onClick={tryAgain}>
                            Try again
                          </Button>
                        }
                      >
                        <Button
                          small
                          tone="primary"
                          onClick={() => {
                            props.workbench.readings.askAgain(props.table.id);
                          }}
                        >
                          Decide
                        </Button>
                      </Show>
                    }
                  >
                    <Button small onClick={() => appendAs('union')}>
                      All columns
                    </Button>
                    <Button small onClick={() => appendAs('common')}>
                      Common columns
                    </Button>
                  </Show>
                </>
              }
            >
              {props.table.name} {questionOf(props.table) ? 'is not loaded yet' : couldNot()}.{' '}
              {failed().failure.message}
              {props.table.loaded
                ? ` What was ${props.table.joined ? 'joined' : 'read'} before is shown.`
                : ''}
            </Callout>
          </div>
        )}
      </Show>
      <Show when={lacks()}>
        {(lacking) => (
          <div class="data-notice">
            <Callout
              action={
                <>
                  <Show when={reading()}>
                    {(change) => (
                      <Button
                        small
                        onClick={() => {
                          change()(props.table);
                        }}
                      >
                        Change how it is read
                      </Button>
                    )}
                  </Show>
                  <Button small onClick={() => void tables().chooseColumns(props.table.id)}>
                    Choose columns
                  </Button>
                </>
              }
            >
              The recipe {props.workbench.recipe().title} needs{' '}
              {formatCounted(lacking().roles.length, 'column')} that this table has not:{' '}
              {listed(lacking().roles)}. Its columns are shown as they are.
            </Callout>
          </div>
        )}
      </Show>
    </>
  );
}

function listed(names: readonly string[]): string {
  const more = names.length - NAMED;
  return names.slice(0, NAMED).join(', ') + (more > 0 ? ` and ${String(more)} more` : '');
}
