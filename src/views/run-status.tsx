import { createSignal, onCleanup, Show, type JSX } from 'solid-js';
import type { Workbench } from '../state/workbench.ts';
import { Button } from '../widgets/button.tsx';
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
  const kept = (): string =>
    props.workbench.result() ? 'The last good result is still shown.' : 'Nothing was changed.';
  return (
    <>
      <Show when={shown()}>
        {(activity) => (
          <StatusStrip
            phase={activity().sentence}
            share={activity().total > 0 ? activity().done / activity().total : null}
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
            kept={kept()}
            todo={failure().todo ?? undefined}
            details={[failure().title, failure().message, failure().details].join('\n')}
            action={
              <Show
                when={props.workbench.result()}
                fallback={
                  <>
                    <Show
                      when={failure().step === null && props.workbench.inputs.files().length > 0}
                    >
                      <Button
                        tone="primary"
                        onClick={() => {
                          props.workbench.showReader(true);
                        }}
                      >
                        Change how it is read
                      </Button>
                    </Show>
                    <Button
                      onClick={() => {
                        props.workbench.close();
                      }}
                    >
                      Back to the start
                    </Button>
                  </>
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
            }
          />
        )}
      </Show>
      <Show
        when={
          !props.workbench.result() &&
          !props.workbench.activity() &&
          !props.workbench.failure() &&
          !props.workbench.inputs.mappingRequest() &&
          !props.workbench.inputs.question()
        }
      >
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
