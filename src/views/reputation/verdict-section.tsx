import { createMemo, For, Show, type JSX } from 'solid-js';
import { ClusterMark } from '../../charts/cluster-mark.tsx';
import { formatCount } from '../../charts/format.ts';
import type { Workbench } from '../../state/workbench.ts';
import { Button } from '../../widgets/button.tsx';
import { Section } from '../../widgets/section.tsx';
import { Switch } from '../../widgets/switch.tsx';

const MOST = 24;

/** Which clusters count as suspect, and whether noise does. */
export function VerdictSection(props: { readonly workbench: Workbench }): JSX.Element {
  const judgements = () => props.workbench.judgements;
  const suspects = createMemo(() =>
    judgements()
      .suspects()
      .flatMap((suspect, cluster) => (suspect ? [cluster] : [])),
  );
  return (
    <Section
      id="verdicts"
      title="Suspect clusters"
      action={
        <Button
          small
          tone="ghost"
          onClick={() => {
            props.workbench.navigation.go('clusters');
          }}
        >
          Change
        </Button>
      }
    >
      <Show when={suspects().length > 0} fallback={<p class="t12 ink2">No cluster is suspect.</p>}>
        <ul class="tags" aria-label="Suspect clusters">
          <For each={suspects().slice(0, MOST)}>
            {(cluster) => (
              <li class="tag">
                <ClusterMark cluster={cluster} />
                <span class="num">{cluster}</span>
                <Show when={judgements().name(cluster)}>
                  {(name) => <span class="trunc">{name()}</span>}
                </Show>
              </li>
            )}
          </For>
          <Show when={suspects().length > MOST}>
            <li class="tag num">and {formatCount(suspects().length - MOST)} more</li>
          </Show>
        </ul>
      </Show>
      <div class="rp-noise">
        <Switch
          label="Noise is suspect"
          checked={judgements().noiseSuspect()}
          onChange={(suspect) => {
            judgements().setNoiseSuspect(suspect);
          }}
        />
      </div>
      <p class="note">
        Noise is always in the total. Without a verdict the cluster with most events is organic, the
        others are suspect.
      </p>
    </Section>
  );
}
