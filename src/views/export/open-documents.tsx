import { createSignal, For, Show, type JSX } from 'solid-js';
import { parseJudgement, type Judgement } from '../../engine/judgement.ts';
import { parseText } from '../../recipe/parse.ts';
import type { Problem } from '../../steps/problem.ts';
import type { Workbench } from '../../state/workbench.ts';
import { Button } from '../../widgets/button.tsx';
import { Callout } from '../../widgets/callout.tsx';
import { FileButton } from '../../widgets/drop-zone.tsx';
import { showToast } from '../../widgets/toast.tsx';

/** Something that could not be opened as it is. */
interface Refusal {
  readonly title: string;
  readonly problems: readonly Problem[];
  /** A judgement of another run, which a person may take over all the same. */
  readonly judgement: Judgement | null;
}

const SHORT = 12;

/** Recipes and judgements back in; what is wrong with a file is said, and nothing is changed. */
export function OpenDocuments(props: { readonly workbench: Workbench }): JSX.Element {
  const [refusal, refuse] = createSignal<Refusal | null>(null);
  const openRecipe = async (file: File): Promise<void> => {
    const parsed = parseText(await file.text());
    if (!parsed.ok) {
      refuse({
        title: `${file.name} is no recipe that can be run`,
        problems: parsed.problems,
        judgement: null,
      });
      return;
    }
    refuse(null);
    showToast({ title: `Recipe ${parsed.value.title} opened` });
    await props.workbench.openRecipe(parsed.value);
  };
  const take = (judgement: Judgement): void => {
    props.workbench.judgements.load(judgement);
    refuse(null);
    showToast({ title: 'Judgement taken over' });
  };
  const openJudgement = async (file: File): Promise<void> => {
    const parsed = parseJudgement(await file.text());
    const run = props.workbench.result()?.id ?? '';
    if (!parsed.ok)
      refuse({ title: `${file.name} is no judgement`, problems: parsed.problems, judgement: null });
    else if (parsed.value.run !== run) {
      const message = `It was made for run ${short(parsed.value.run)}, this is ${short(run)}: its cluster numbers may mean other clusters.`;
      refuse({
        title: `${file.name} belongs to another run`,
        problems: [{ pointer: '/run', message }],
        judgement: parsed.value,
      });
    } else take(parsed.value);
  };
  const first = (files: readonly File[], open: (file: File) => Promise<void>): void => {
    const [file] = files;
    if (file) void open(file);
  };
  return (
    <section class="pan" aria-label="Open a recipe or a judgement">
      <div class="pan-h">
        <h2>Open</h2>
        <small>
          a recipe replays on the files that are open; a judgement brings names and verdicts
        </small>
      </div>
      <div class="ex-open">
        <FileButton
          accept=".json,application/json"
          multiple={false}
          onFiles={(files) => {
            first(files, openRecipe);
          }}
        >
          Open recipe…
        </FileButton>
        <FileButton
          accept=".json,application/json"
          multiple={false}
          onFiles={(files) => {
            first(files, openJudgement);
          }}
        >
          Open judgement…
        </FileButton>
      </div>
      <Show when={refusal()}>
        {(refused) => (
          <Callout
            tone={refused().judgement ? 'warn' : 'error'}
            action={
              <span class="ex-acts">
                <Show when={refused().judgement}>
                  {(judgement) => (
                    <Button
                      small
                      onClick={() => {
                        take(judgement());
                      }}
                    >
                      Use it all the same
                    </Button>
                  )}
                </Show>
                <Button small tone="ghost" onClick={() => refuse(null)}>
                  Dismiss
                </Button>
              </span>
            }
          >
            <b class="m">{refused().title}</b>. Nothing was changed.
            <ul class="ex-problems">
              <For each={refused().problems.slice(0, SHORT)}>
                {({ pointer, message }) => (
                  <li>
                    <Show when={pointer}>
                      <code class="mono">{pointer}</code>{' '}
                    </Show>
                    {message}
                  </li>
                )}
              </For>
              <Show when={refused().problems.length > SHORT}>
                <li>and {refused().problems.length - SHORT} more</li>
              </Show>
            </ul>
          </Callout>
        )}
      </Show>
    </section>
  );
}

function short(run: string): string {
  return run === '' ? 'none' : `${run.slice(0, 8)}…`;
}
