import EyeOff from 'lucide-solid/icons/eye-off';
import HardDrive from 'lucide-solid/icons/hard-drive';
import ShieldCheck from 'lucide-solid/icons/shield-check';
import WifiOff from 'lucide-solid/icons/wifi-off';
import { For, type JSX } from 'solid-js';
import { formatCounted } from '../../charts/format.ts';
import { Icon } from '../../widgets/icon.tsx';

/**
 * What the page promises, as four facts. `requests` counts those to other addresses since it loaded; `remembers`: the person
 * lets the browser keep where files are.
 */
export function Privacy(props: {
  readonly requests: number;
  readonly remembers: boolean;
}): JSX.Element {
  const facts = () => [
    {
      icon: WifiOff,
      text: "The page may only talk to its own address. Your browser enforces it: connect-src 'self'.",
    },
    {
      icon: ShieldCheck,
      text: `${formatCounted(props.requests, 'request')} to other addresses since the page loaded. The shield above counts them.`,
    },
    {
      icon: HardDrive,
      text: props.remembers
        ? 'Files and results live in this tab only. As you asked, this browser keeps where your files are, not what is in them.'
        : 'Files and results live in this tab only. Nothing of them is stored, and closing the tab ends them.',
    },
    { icon: EyeOff, text: 'No account, no cookies, no analytics.' },
  ];
  return (
    <section class="privacy" aria-labelledby="privacy-title">
      <h2 id="privacy-title">Nothing leaves this page</h2>
      <ul>
        <For each={facts()}>
          {(fact) => (
            <li>
              <Icon of={fact.icon} />
              <span>{fact.text}</span>
            </li>
          )}
        </For>
      </ul>
    </section>
  );
}
