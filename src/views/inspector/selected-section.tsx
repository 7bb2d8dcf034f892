import { createMemo, For, Match, Show, Switch, type JSX } from 'solid-js';
import { ClusterMark } from '../../charts/cluster-mark.tsx';
import { formatCount, formatShareOf } from '../../charts/format.ts';
import { formatCell } from '../../engine/export/cell.ts';
import { eventsByClusterOf, sessionRows } from '../../queries/drill.ts';
import type { Crumb } from '../../state/selection.ts';
import type { Workbench } from '../../state/workbench.ts';
import { CLUSTER } from '../../steps/columns.ts';
import { CellText } from '../../widgets/cell-text.tsx';
import { Section } from '../../widgets/section.tsx';
import { InlineText } from '../../widgets/text-field.tsx';
import { VerdictCell } from '../clusters/cluster-list.tsx';
import { defaultName } from '../clusters/cluster-words.ts';
import { drillTables, lineageOf, type Lineage } from '../drawer/lineage.ts';
import { clusterWord, conditionsOf, crumbWords, valueWords } from '../drawer/selection-words.ts';
import { shownCell } from '../drawer/table-columns.ts';
import { createStepRows } from '../step-rows.ts';

type Of<L extends Crumb['level']> = Extract<Crumb, { readonly level: L }>;

/** What is selected, in a few figures. Nothing while nothing is. */
export function SelectedSection(props: { readonly workbench: Workbench }): JSX.Element {
  const lineage = createMemo(() => lineageOf(props.workbench.result()));
  const last = createMemo(() => props.workbench.selection.path().at(-1));
  const as = <L extends Crumb['level']>(level: L): Of<L> | undefined => {
    const crumb = last();
    return crumb?.level === level ? (crumb as Of<L>) : undefined;
  };
  const title = (): string => {
    const crumb = last();
    const words = crumb ? (crumb.level === 'entity' ? 'selected key' : crumbWords(crumb)) : '';
    return words.charAt(0).toUpperCase() + words.slice(1);
  };
  return (
    <Show when={last() && lineage()}>
      {(chain) => (
        <Section id="selected" title={title()}>
          <Switch>
            <Match when={as('cluster')}>
              {(crumb) => (
                <ClusterFacts
                  workbench={props.workbench}
                  lineage={chain()}
                  cluster={crumb().cluster}
                />
              )}
            </Match>
            <Match when={as('session')}>
              {(crumb) => (
                <SessionFacts
                  workbench={props.workbench}
                  lineage={chain()}
                  session={crumb().session}
                />
              )}
            </Match>
            <Match when={as('entity')}>
              {(crumb) => (
                <EntityFacts workbench={props.workbench} lineage={chain()} crumb={crumb()} />
              )}
            </Match>
          </Switch>
        </Section>
      )}
    </Show>
  );
}

function Fact(props: { readonly name: string; readonly children: JSX.Element }): JSX.Element {
  return (
    <>
      <dt title={props.name}>{props.name}</dt>
      <dd class="num trunc">{props.children}</dd>
    </>
  );
}

function ClusterFacts(props: {
  readonly workbench: Workbench;
  readonly lineage: Lineage;
  readonly cluster: number;
}): JSX.Element {
  const events = () => props.workbench.events();
  const own = (): number =>
    props.cluster < 0 ? events().noise : (events().byCluster[props.cluster] ?? 0);
  const total = (): number =>
    events().byCluster.reduce((sum, n) => sum + n, 0) + events().noise + events().unclustered;
  const sessions = (): number =>
    props.cluster < 0 ? props.lineage.sizes.noise : (props.lineage.sizes.sizes[props.cluster] ?? 0);
  const suspect = (): boolean => props.workbench.judgements.suspects()[props.cluster] ?? false;
  return (
    <>
      <div class="in-name">
        <ClusterMark cluster={props.cluster} />
        <Show when={props.cluster >= 0} fallback={<span class="ink2">Noise</span>}>
          <InlineText
            label={`Name of cluster ${String(props.cluster)}`}
            value={props.workbench.judgements.name(props.cluster)}
            placeholder={defaultName(props.cluster, suspect())}
            onChange={(name) => {
              props.workbench.judgements.rename(props.cluster, name);
            }}
          />
        </Show>
        <span class="sp" />
        <VerdictCell workbench={props.workbench} cluster={props.cluster} />
      </div>
      <dl class="in-facts">
        <Fact name="Sessions">{formatCount(sessions())}</Fact>
        <Fact name="Events">{formatCount(own())}</Fact>
        <Fact name="of all events">
          {total() > 0 ? formatShareOf(own(), total(), 'event') : '–'}
        </Fact>
      </dl>
    </>
  );
}

function SessionFacts(props: {
  readonly workbench: Workbench;
  readonly lineage: Lineage;
  readonly session: number;
}): JSX.Element {
  const columns = createMemo(() =>
    props.lineage.features.schema.filter((column) => column.name !== props.lineage.session),
  );
  const found = createStepRows(
    () => props.workbench,
    () =>
      sessionRows(
        drillTables(props.lineage),
        [{ of: 'session', session: props.session }],
        columns().map((column) => column.name),
      ),
  );
  const row = () => (found.loading() ? undefined : found.value()?.rows[0]);
  const cluster = (): number | null => {
    const cell = row()?.[1];
    return cell === null || cell === undefined ? null : Number(cell);
  };
  return (
    <Show when={row()}>
      {(cells) => (
        <dl class="in-facts">
          <Fact name="Cluster">
            <Show when={cluster() !== null} fallback="none">
              <ClusterMark cluster={cluster() ?? 0} /> {cluster() ?? 0}
            </Show>
          </Fact>
          <For each={columns()}>
            {(column, i) => {
              const cell = () => shownCell(column, cells()[i() + 2] ?? null);
              return (
                <Fact name={column.name}>
                  <Show
                    when={typeof cell() === 'string'}
                    fallback={<CellText cell={cell()} column={{ kind: 'number' }} />}
                  >
                    <span title={String(cell())}>{valueWords(String(cell()))}</span>
                  </Show>
                </Fact>
              );
            }}
          </For>
        </dl>
      )}
    </Show>
  );
}

function EntityFacts(props: {
  readonly workbench: Workbench;
  readonly lineage: Lineage;
  readonly crumb: Of<'entity'>;
}): JSX.Element {
  const counted = createStepRows(
    () => props.workbench,
    () => eventsByClusterOf(drillTables(props.lineage), conditionsOf([props.crumb])),
  );
  const groups = createMemo(
    () =>
      (counted.loading() ? [] : counted.value()?.rows)?.map(([cluster, n]) => ({
        cluster: cluster === null || cluster === undefined ? null : Number(cluster),
        n: Number(n),
      })) ?? [],
  );
  return (
    <dl class="in-facts">
      <For each={props.crumb.columns}>
        {(column, i) => {
          const value = () => formatCell(props.crumb.values[i()] ?? null, column.type);
          return (
            <Fact name={column.name}>
              <span title={value() ?? 'null'}>{valueWords(value())}</span>
            </Fact>
          );
        }}
      </For>
      <Show when={!counted.loading()}>
        <Fact name="Events">{formatCount(groups().reduce((sum, { n }) => sum + n, 0))}</Fact>
      </Show>
      <For each={groups().slice(0, 12)}>
        {({ cluster, n }) => (
          <Fact name={cluster === null ? `in no ${CLUSTER}` : `in ${clusterWord(cluster)}`}>
            {formatCount(n)}
          </Fact>
        )}
      </For>
      <Show when={groups().length > 12}>
        <Fact name={`in ${formatCount(groups().length - 12)} other clusters`}>
          {formatCount(
            groups()
              .slice(12)
              .reduce((sum, { n }) => sum + n, 0),
          )}
        </Fact>
      </Show>
    </dl>
  );
}
