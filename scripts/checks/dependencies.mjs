import { spawnSync } from 'node:child_process';
import { inRoot } from '../paths.mjs';

/**
 * Checks the layer rules of dependency-cruiser.config.cjs.
 * @returns {string} the problems; empty when there are none
 */
export function dependencyRules() {
  const program = inRoot('node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const config = ['--config', 'dependency-cruiser.config.cjs', '--output-type', 'json'];
  const { stdout, stderr } = spawnSync(process.execPath, [program, 'src', ...config], {
    cwd: inRoot(),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
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
