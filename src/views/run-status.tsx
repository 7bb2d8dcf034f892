import { createSignal, onCleanup, Show, type JSX } from 'solid-js';
import type { Failure } from '../state/failure.ts';
import { secondsLeft } from '../state/time-left.ts';
import type { Workbench } from '../state/workbench.ts';
import { Button } from '../widgets/button.tsx';
import { Callout } from '../widgets/callout.tsx';
import { EmptyState, ErrorState } from '../widgets/states.tsx';
import { StatusStrip } from '../widgets/status-strip.tsx';

const SHOW_AFTER_MS = 1000;

/** What is under way (from one second on), what failed, and what to do where there is no result yet. */
export function RunStatus(props: { readonly workbench: Workbench }): JSX.Element {
  const [now, setNow] = createSignal(performance.now());
  const timer = setInterval(() => setNow(performance.now()), 250);
  onCleanup(() => {
    clearInterval(timer);
  });
  const shown = () => {
    const activity = props.workbench.activity();
    const first = props.workbench.result() === null;
    return activity && (first || now() - activity.startedAt > SHOW_AFTER_MS) ? activity : null;
  };
  const idle = (): boolean =>
    !props.workbench.result() && !props.workbench.activity() && !props.workbench.failure();
  const tables = () => props.workbench.tables;
  /** A table that the recipe cannot run on: in Data it says so itself. */
  const unfit = (): boolean =>
    tables()
      .list()
      .some(({ lacks, failed }) => lacks ?? failed);
  const kept = (failure: Failure): string => {
    const has = props.workbench.result() !== null;
    if (failure.engineLost)
      return `What is open is kept: files, settings and judgements.${has ? ' The last good result is still shown as far as it is drawn.' : ''}`;
    return has ? 'The last good result is still shown.' : 'Nothing was changed.';
  };
  /** It was dismissed, and the result can still not be asked for rows. */
  const gone = (): boolean =>
    props.workbench.rowsGone() && !props.workbench.activity() && !props.workbench.failure();
  return (
    <>
      <Show when={shown()}>
        {(activity) => (
          <StatusStrip
            phase={activity().sentence}
            share={activity().total > 0 ? activity().done / activity().total : null}
            secondsLeft={secondsLeft(activity().endsAt, now())}
            note={props.workbench.result() ? 'the last good result is shown' : undefined}
            onCancel={() => {
              props.workbench.cancel();
            }}
          />
        )}
      </Show>
      <Show when={props.workbench.failure()}>
        {(failure) => (
          <ErrorState
            title={failure().title}
            happened={failure().message}
            kept={kept(failure())}
            todo={failure().todo ?? undefined}
            details={[failure().title, failure().message, failure().details].join('\n')}
            action={
              <>
                <Show when={failure().engineLost && props.workbench.tables.shown()}>
                  <Button tone="primary" onClick={() => void props.workbench.loadAgain()}>
                    Load again
                  </Button>
                </Show>
                <Show
                  when={props.workbench.result() ?? props.workbench.tables.shown()}
                  fallback={
                    <Button
                      onClick={() => {
                        props.workbench.close();
                      }}
                    >
                      Back to the start
                    </Button>
                  }
                >
                  <Button
                    onClick={() => {
                      props.workbench.dismissFailure();
                    }}
                  >
                    Dismiss
                  </Button>
                </Show>
              </>
            }
          />
        )}
      </Show>
      <Show when={gone()}>
        <Callout
          action={
            <Button small onClick={() => void props.workbench.loadAgain()}>
              Load again
            </Button>
          }
        >
          The rows of this result went with the engine. What is drawn stays.
        </Callout>
      </Show>
      <Show when={idle() && unfit() && props.workbench.navigation.station() !== 'data'}>
        <EmptyState
          title="Nothing has been run"
          text={`No open table has the columns that ${props.workbench.recipe().title} needs.`}
          action={
            <Button
              tone="primary"
              onClick={() => {
                props.workbench.navigation.go('data');
              }}
            >
              Show the tables
            </Button>
          }
        />
      </Show>
      <Show when={idle() && !unfit()}>
        <EmptyState
          title="Nothing has been run"
          text="The run was cancelled before it had a result."
          action={
            <>
              <Button tone="primary" onClick={() => void props.workbench.run()}>
                Run
              </Button>
              <Button
                onClick={() => {
                  props.workbench.close();
                }}
              >
                Back to the start
              </Button>
            </>
          }
        />
      </Show>
    </>
  );
}
