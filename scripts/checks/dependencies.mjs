import { runScript } from '../run-script.mjs';
import { inRoot } from '../paths.mjs';

/**
 * Checks the layer rules of dependency-cruiser.config.cjs.
 * @returns {Promise<string>} the problems; empty when there are none
 */
export async function dependencyRules() {
  const program = inRoot('node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const config = ['--config', 'dependency-cruiser.config.cjs', '--output-type', 'json'];
  const { stdout, stderr } = await runScript([program, 'src', ...config]);
  if (!stdout.startsWith('{')) return stderr || stdout || 'dependency-cruiser said nothing';
  /** @type {import('dependency-cruiser').ICruiseResult} */
  const { summary } = JSON.parse(stdout);
  // With a compiler that it does not know it sees nothing and is content.
  if (summary.totalCruised === 0) return 'dependency-cruiser saw no module at all';
  return summary.violations
    .map(({ rule, from, to, cycle }) => {
      const way = cycle ? cycle.map(({ name }) => name).join(' → ') : to;
      return `${rule.name}: ${from} → ${way}`;
    })
    .join('\n');
}
