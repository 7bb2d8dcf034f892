import { For, Show, type JSX } from 'solid-js';
import type { Recent, RecentFile } from '../../state/recent.ts';
import { Button } from '../../widgets/button.tsx';
import { Num } from '../../widgets/num.tsx';
import { Switch } from '../../widgets/switch.tsx';
import { showToast } from '../../widgets/toast.tsx';

/** Files that were opened before, and the switch that lets the browser remember them. */
export function RecentFiles(props: {
  readonly recent: Recent;
  readonly onFile: (file: File) => void;
}): JSX.Element {
  const reopen = async (file: RecentFile): Promise<void> => {
    const found = await props.recent.reopen(file);
    if (typeof found === 'string') showToast({ title: found, tone: 'error' });
    else props.onFile(found);
  };
  return (
    <section class="recent" aria-labelledby="recent-title">
      <div class="pan-h">
        <h2 id="recent-title">Recent files</h2>
        <span class="sp" />
        <Show when={props.recent.list().length > 0}>
          <Button tone="ghost" small onClick={() => void props.recent.forgetAll()}>
            Forget all
          </Button>
        </Show>
      </div>
      <Show when={props.recent.list().length > 0}>
        <table class="flat">
          <thead>
            <tr>
              <th scope="col">File</th>
              <th scope="col">Opened</th>
              <th scope="col" class="n">
                Rows
              </th>
              <th scope="col">
                <span class="vh">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={props.recent.list()}>
              {(file) => (
                <tr>
                  <th scope="row" class="recent-name">
                    <span class="trunc" title={file.name}>
                      {file.name}
                    </span>
                  </th>
                  <td>{timeOf(file.at)}</td>
                  <td class="n">
                    <Show when={file.rows !== null} fallback={<span class="ink3">not read</span>}>
                      <Num value={file.rows ?? 0} />
                    </Show>
                  </td>
                  <td class="recent-acts">
                    <Button
                      small
                      aria-label={`Open ${file.name}`}
                      onClick={() => void reopen(file)}
                    >
                      Open
                    </Button>
                    <Button
                      tone="ghost"
                      small
                      aria-label={`Forget ${file.name}`}
                      onClick={() => void props.recent.forget(file)}
                    >
                      Forget
                    </Button>
                  </td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </Show>
      <Switch
        label="Remember files I open on this computer"
        checked={props.recent.remembers()}
        onChange={(remember) => void props.recent.setRemembers(remember)}
      />
      <p class="note">
        This browser then keeps where a file is, never what is in it. Turning it off forgets them
        all.
      </p>
    </section>
  );
}

const DAY_TIME = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

function timeOf(at: number): string {
  return DAY_TIME.format(at);
}
