import { For, Show, type JSX } from 'solid-js';
import { formatCount, formatCounted, formatShareOf } from '../../../charts/format.ts';
import type { MatchCount } from '../../../engine/join-tables.ts';
import { createQuery } from '../../../state/query.ts';
import { Callout } from '../../../widgets/callout.tsx';
import type { JoinRequest } from './join-form.ts';

/** A join is tried when nothing has changed for so long. */
const SETTLED_MS = 250;

/** How many rows would match, tried on the first ones whenever the join changes; what was no address or range; or why it is refused. */
export function MatchPreview(props: {
  readonly request: JoinRequest | null;
  /** Why nothing can be tried. */
  readonly problem: string | null;
  readonly count: (request: JoinRequest, signal: AbortSignal) => Promise<MatchCount>;
}): JSX.Element {
  const tried = createQuery<{ request: JoinRequest; counted: MatchCount }>(() => {
    const { request, count } = props;
    if (!request) return null;
    return async (signal) => {
      await settled(signal);
      return { request, counted: await count(request, signal) };
    };
  });
  const counted = (): MatchCount | null =>
    props.request ? (tried.value()?.counted ?? null) : null;
  return (
    <section class="join-preview" aria-label="What would match" aria-busy={tried.loading()}>
      <p role="status" class={tried.loading() ? 'note' : ''}>
        {props.problem ?? (tried.failure() ? '' : words(counted(), tried.loading()))}
      </p>
      <Show when={props.request && !tried.loading() ? tried.failure() : null}>
        {(failure) => <Callout tone="error">{failure().message}</Callout>}
      </Show>
      <Show when={!tried.failure() && !tried.loading() ? counted() : null}>
        {(now) => <For each={now().warnings}>{(warning) => <Callout>{warning}</Callout>}</For>}
      </Show>
    </section>
  );
}

function words(count: MatchCount | null, loading: boolean): string {
  if (!count || loading) return 'Counting matches';
  const { rows, of, matched } = count;
  const share = `${formatCount(matched)} of ${rows === of ? '' : 'the first '}${formatCounted(rows, 'row')} match${rows > 0 ? `, ${formatShareOf(matched, rows, 'row')}` : ''}.`;
  return rows === of ? share : `${share} The table has ${formatCounted(of, 'row')}.`;
}

async function settled(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
  signal.throwIfAborted();
}
