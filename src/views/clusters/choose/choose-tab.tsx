import { Match, Switch, type JSX } from 'solid-js';
import type { Workbench } from '../../../state/workbench.ts';
import { EmptyState } from '../../../widgets/states.tsx';
import { ChooseEps } from './choose-eps.tsx';
import { ChooseK } from './choose-k.tsx';
import { ChooseFromTree } from './choose-from-tree.tsx';
import { createTuning } from './tuning.ts';

/** What helps to choose the parameters of the method in use. */
export function ChooseTab(props: { readonly workbench: Workbench }): JSX.Element {
  const tuning = createTuning(props.workbench);
  const uses = (name: string): boolean => tuning.method()?.name === name;
  return (
    <Switch
      fallback={
        <EmptyState title="Nothing to choose" text="This recipe has no step that clusters." />
      }
    >
      <Match when={uses('dbscan')}>
        <ChooseEps workbench={props.workbench} tuning={tuning} />
      </Match>
      <Match when={uses('kmeans')}>
        <ChooseK workbench={props.workbench} tuning={tuning} />
      </Match>
      <Match when={uses('hdbscan')}>
        <ChooseFromTree workbench={props.workbench} tuning={tuning} />
      </Match>
    </Switch>
  );
}
