import { createEffect, createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import { ChartFrame } from './chart-frame.tsx';
import { clusterColor, clusterShape, shapePath } from './clusters.ts';
import {
  barUnder,
  layoutTree,
  LEAF_ROOM,
  leavesThatFit,
  moveInTree,
  type TreeBar,
} from './condensed-tree-layout.ts';
import { chooseNodes, type CondensedTreeData, makeTree } from './condensed-tree-model.ts';
import { nodeLine, nodeTip, treeCaption, treeSummary, treeTwin } from './condensed-tree-words.ts';
import { formatNumber } from './format.ts';
import { createSize } from './size.ts';
import { chooseTicks } from './ticks.ts';
import { Tip } from './tip.tsx';

export type { CondensedTreeData } from './condensed-tree-model.ts';

/** Props of the tree of a hierarchical density clustering. */
export interface CondensedTreeProps extends CondensedTreeData {
  /** Called when a selected cluster is clicked, or Enter is pressed on it. */
  onChoose?: (cluster: number) => void;
  /** Accessible name. */
  name?: string;
  /** Height of the plot in pixels, 320 by default. */
  height?: number;
}

const GUTTER = 50;
const HEAD = 26;
const FOOT = 24;

/** Clusters from the whole at the top to the densest cores, with the selected ones in their colours. */
export function CondensedTree(props: CondensedTreeProps): JSX.Element {
  const name = (): string => props.name ?? 'Tree of clusters';
  const height = (): number => props.height ?? 320;
  const tree = createMemo(() => makeTree(props));
  const [width, setWidth] = createSignal(0);
  const [active, setActive] = createSignal<{ node: number; byKey: boolean } | null>(null);
  const [spoken, setSpoken] = createSignal('');
  const area = createMemo(() => ({
    x: GUTTER,
    y: HEAD,
    width: Math.max(40, width() - GUTTER - 6),
    height: height() - HEAD - FOOT,
  }));
  const drawn = createMemo(() => chooseNodes(tree(), leavesThatFit(area().width)));
  const layout = createMemo(() => layoutTree(tree(), drawn(), area()));
  const choose = (node: number | undefined): void => {
    const cluster = tree().cluster[node ?? -1] ?? -1;
    if (cluster >= 0) props.onChoose?.(cluster);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' || event.key === ' ') choose(active()?.node);
    else if (event.key === 'Escape' && active()) setActive(null);
    else {
      const next = moveInTree(event.key, active()?.node ?? null, tree(), drawn());
      if (next === null) return;
      setActive({ node: next, byKey: true });
      setSpoken(nodeLine(tree(), drawn(), next));
    }
    event.preventDefault();
  };

  const plot = (descriptionId: string): JSX.Element => {
    let box: HTMLDivElement | undefined;
    const size = createSize(() => box);
    createEffect(() => setWidth(size().width));
    const under = (event: MouseEvent): TreeBar | undefined => {
      const bounds = (event.currentTarget as HTMLElement).getBoundingClientRect();
      const { bars } = layout();
      return bars[barUnder(bars, event.clientX - bounds.left, event.clientY - bounds.top)];
    };
    const activeBar = createMemo(() => {
      const at = active();
      const bar = at && layout().bars.find(({ node }) => node === at.node);
      return at && bar ? { ...at, bar } : null;
    });
    const clusterOf = (bar: TreeBar): number => tree().cluster[bar.node] ?? -1;
    const clickable = (): boolean =>
      props.onChoose !== undefined && (tree().cluster[active()?.node ?? -1] ?? -1) >= 0;
    return (
      <div
        ref={(element) => (box = element)}
        class="ch-plot"
        data-plot
        role="application"
        aria-roledescription="tree"
        aria-label={`${name()}, arrow keys move to parent, child and siblings, Enter chooses a cluster`}
        aria-describedby={descriptionId}
        tabindex="0"
        style={{ height: `${height()}px`, cursor: clickable() ? 'pointer' : '' }}
        onKeyDown={onKeyDown}
        onBlur={() => setActive(null)}
        onPointerMove={(event) => {
          const bar = under(event);
          setActive(bar ? { node: bar.node, byKey: false } : null);
        }}
        onPointerLeave={() => setActive(null)}
        onClick={(event) => choose(under(event)?.node)}
      >
        <Show when={size().width > 0}>
          <svg width={size().width} height={height()} aria-hidden="true">
            <text class="ch-panel" x="4" y={HEAD - 12}>
              λ
            </text>
            <For each={chooseTicks(layout().scale, 6)}>
              {(tick) => {
                const y = (): number => area().y + layout().scale.toUnit(tick) * area().height;
                return (
                  <>
                    <path class="ch-grid" d={`M${area().x} ${y()}h${area().width}`} />
                    <text x={area().x - 6} y={y() + 4} text-anchor="end">
                      {formatNumber(tick)}
                    </text>
                  </>
                );
              }}
            </For>
            <path class="ch-axis" d={`M${area().x} ${area().y - 0.5}h${area().width}`} />
            <path
              class="ch-branch"
              d={layout()
                .bars.map(({ branch }) => branch)
                .join('')}
            />
            <For each={layout().bars}>
              {(bar) => (
                <path
                  class="ch-node"
                  d={bar.path}
                  style={{ fill: clusterOf(bar) < 0 ? '' : clusterColor(clusterOf(bar)) }}
                />
              )}
            </For>
            <For each={layout().bars}>
              {(bar) => (
                <Show when={clusterOf(bar) >= 0}>
                  <Label bar={bar} cluster={clusterOf(bar)} />
                </Show>
              )}
            </For>
            <Show when={activeBar()}>
              {(now) => (
                <path
                  classList={{ 'ch-focus': now().byKey, 'ch-outline': !now().byKey }}
                  d={now().bar.path}
                />
              )}
            </Show>
          </svg>
        </Show>
        <Show when={drawn().nodes.length === 0}>
          <p class="ch-empty">{treeSummary(tree())}</p>
        </Show>
        <Show when={activeBar()}>
          {(now) => (
            <Tip
              text={nodeTip(tree(), now().node)}
              place={{
                x: now().bar.x + Math.min(now().bar.width / 2, 40),
                y: Math.max(70, now().bar.top + 20),
                width: size().width,
              }}
            />
          )}
        </Show>
      </div>
    );
  };

  return (
    <ChartFrame
      name={name()}
      summary={treeSummary(tree())}
      caption={treeCaption(tree(), drawn(), layout().scale)}
      announcement={spoken()}
      twin={() => treeTwin(tree(), drawn())}
    >
      {plot}
    </ChartFrame>
  );
}

/** Mark and number of a selected cluster: below the end of a leaf, beside a bar that goes on below. */
function Label(props: { readonly bar: TreeBar; readonly cluster: number }): JSX.Element {
  const numbered = (): boolean => props.bar.slot >= LEAF_ROOM - 1;
  const x = (): number =>
    props.bar.leaf ? props.bar.x - (numbered() ? 5 : 0) : props.bar.x + props.bar.width / 2 + 8;
  const y = (): number =>
    props.bar.leaf ? props.bar.bottom + 11 : (props.bar.top + props.bar.bottom) / 2;
  return (
    <>
      <path
        class="ch-clear"
        d={shapePath(clusterShape(props.cluster), 3.4)}
        transform={`translate(${x()} ${y()})`}
        fill={clusterColor(props.cluster)}
      />
      <Show when={numbered()}>
        <text class="ch-ink ch-clear" x={x() + 7} y={y() + 4}>
          {props.cluster}
        </text>
      </Show>
    </>
  );
}
