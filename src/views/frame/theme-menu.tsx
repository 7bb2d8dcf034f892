import SunMoon from 'lucide-solid/icons/sun-moon';
import type { JSX } from 'solid-js';
import { buttonClass } from '../../widgets/button.tsx';
import { Icon } from '../../widgets/icon.tsx';
import { Menu } from '../../widgets/menu.tsx';
import { chooseTheme, themeChoice, type ThemeChoice } from '../../widgets/theme-choice.ts';

const THEMES: readonly { value: ThemeChoice; label: string }[] = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

/** System, light or dark; kept in this browser. */
export function ThemeMenu(): JSX.Element {
  return (
    <Menu
      label="Theme"
      title="Theme"
      class={buttonClass('ghost', false, 'ico')}
      entries={[
        {
          kind: 'radio',
          label: 'Theme',
          value: themeChoice(),
          choices: THEMES,
          onChange: (value) => {
            const theme = THEMES.find((each) => each.value === value);
            if (theme) chooseTheme(theme.value);
          },
        },
      ]}
    >
      <Icon of={SunMoon} />
    </Menu>
  );
}
