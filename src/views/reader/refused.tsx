import { Index, Show, type JSX } from 'solid-js';
import { formatCount } from '../../charts/format.ts';
import type { Fix, Reason } from '../../state/reasons.ts';
import { Button } from '../../widgets/button.tsx';

/** Rejected records of the preview by reason: how many, the first one's text, and what helps. */
export function Refused(props: {
  readonly reasons: readonly Reason[];
  readonly onFix: (fix: Fix) => void;
}): JSX.Element {
  const most = (): number => props.reasons[0]?.count ?? 1;
  return (
    <div class="reader-table" tabindex="0" role="region" aria-label="Rejected records by reason">
      <table class="tight reader-reasons" aria-label="Reasons">
        <thead>
          <tr>
            <th scope="col">Reason</th>
            <th scope="col">Column</th>
            <th scope="col" class="n">
              Records
            </th>
            <th scope="col">
              <span class="vh">Share</span>
            </th>
            <th scope="col">First</th>
            <th scope="col">What helps</th>
          </tr>
        </thead>
        <tbody>
          <Index each={props.reasons}>
            {(reason) => (
              <tr>
                <td title={reason().reason}>{reason().reason}</td>
                <td>{reason().column ?? <span class="ink3">(record)</span>}</td>
                <td class="n">{formatCount(reason().count)}</td>
                <td>
                  <span class="bartrack reader-bar" aria-hidden="true">
                    <i style={{ width: `${String((100 * reason().count) / most())}%` }} />
                  </span>
                </td>
                <td>
                  <span class="reader-first">
                    <span class="ink3">line {formatCount(reason().first.line)}</span>
                    <span class="mono trunc" title={reason().first.text}>
                      {reason().first.text}
                    </span>
                  </span>
                </td>
                <td>
                  <Show when={reason().fix} fallback={<span class="ink3">left out</span>}>
                    {(fix) => (
                      <Button
                        small
                        aria-label={`${fix().label}, against: ${reason().reason}`}
                        onClick={() => {
                          props.onFix(fix());
                        }}
                      >
                        {fix().label}
                      </Button>
                    )}
                  </Show>
                </td>
              </tr>
            )}
          </Index>
        </tbody>
      </table>
    </div>
  );
}
