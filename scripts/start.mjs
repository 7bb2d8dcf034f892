// npm start: builds the site, serves it, and runs the main job once on a made-up log.
import { parseArgs } from 'node:util';
import { buildSite } from './build-site.mjs';
import { runExample } from './example.mjs';
import { requireNode } from './node-version.mjs';
import { openBrowser } from './open-browser.mjs';
import { serve } from './serve.mjs';

const USAGE = `npm start [-- options]
  --no-open      do not open the browser
  --port NUMBER  the first port to try (4173)
  --once         stop after the example instead of serving on`;

function options() {
  try {
    const { values } = parseArgs({
      options: {
        'no-open': { type: 'boolean', default: false },
        port: { type: 'string', default: '4173' },
        once: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    const port = Number(values.port);
    if (Number.isInteger(port) && port > 0 && port < 65536 && !values.help) {
      return { open: !values['no-open'], once: values.once, port };
    }
    if (!values.help) console.error(`start: no port has the number ${values.port}`);
  } catch (problem) {
    console.error(`start: ${String(problem instanceof Error ? problem.message : problem)}`);
  }
  console.log(USAGE);
  return undefined;
}

/** @param {[what: string, howMany: string][]} lines */
function table(lines) {
  const left = Math.max(...lines.map(([what]) => what.length));
  const right = Math.max(...lines.map(([, howMany]) => howMany.length));
  return lines
    .map(([what, howMany]) => `  ${what.padEnd(left)}  ${howMany.padStart(right)}`)
    .join('\n');
}

/** @param {{ open: boolean, once: boolean, port: number }} chosen */
async function start({ open, once, port }) {
  const interrupted = new AbortController();
  console.error('start: building the site …');
  const built = await buildSite();
  if (!built) console.error('start: it is already built from these sources');

  const site = await serve({ port });
  const stop = () => {
    interrupted.abort();
    void site.close();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const example = `${site.url}#/run/example`;
  console.log(`Spoor is at ${site.url}\nThe example, started: ${example}`);

  console.error('start: the same example without a page …');
  try {
    const lines = await runExample(interrupted.signal);
    console.log(`Bots in made-up e-mail clicks:\n${table(lines)}`);
  } catch (problem) {
    if (interrupted.signal.aborted) return;
    console.error(`start: the example failed: ${String(problem)}`);
    process.exitCode = 1;
  }
  if (once) return stop();
  if (open) openBrowser(example);
  console.log(`Serving ${site.url} until you press Ctrl C`);
}

requireNode();
const chosen = options();
if (chosen) await start(chosen);
else process.exitCode = process.argv.includes('--help') ? 0 : 2;
