import { render } from 'solid-js/web';
import { createPorts } from './boot/ports.ts';
import { watchNetwork } from './boot/network-watch.ts';
import { createRecentPort } from './boot/recent-files.ts';
import { BUILT_IN_RECIPES } from './recipes/index.ts';
import { createRecent } from './state/recent.ts';
import { createWorkbench } from './state/workbench.ts';
import { App } from './views/app.tsx';
import { restoreLetterKeys } from './widgets/letter-keys.ts';
import { restoreTheme } from './widgets/theme-choice.ts';
import './views/fonts.ts';
import './views/spoor.css';
import './charts/charts.css';

/** The address at which the page runs the example by itself: `npm start` opens it. */
const EXAMPLE = '#/run/example';

const root = document.getElementById('root');
const [recipe] = BUILT_IN_RECIPES;
if (!root || !recipe)
  throw new Error('index.html has no element with the id "root", or there is no recipe.');

restoreTheme();
restoreLetterKeys();
const requests = watchNetwork();
const recentPort = createRecentPort();
const ports = createPorts(VERSIONS);
// At once and beside the page, so that the first file need not wait for the engine.
void ports.prepare(recipe);
render(() => {
  // Made once: a call inside the markup would be a getter that makes another workbench at each reading.
  const workbench = createWorkbench(ports, recipe);
  const recent = recentPort && createRecent(recentPort);
  if (location.hash === EXAMPLE) {
    history.replaceState(null, '', '#/reputation');
    workbench.navigation.go('reputation');
    void workbench.openExample(undefined);
  }
  return (
    <App
      workbench={workbench}
      requests={requests()}
      memory={() => ports.memory()}
      recent={recent}
    />
  );
}, root);
