import type { FormatReader } from '../format.ts';
import { shapeOf } from './shape.ts';

/** Logs in the W3C extended format that tell date and time apart: IIS, CloudFront, the Windows firewall. */
export const W3C_LOG: FormatReader = {
  name: 'w3c-log',
  label: 'a W3C extended log',
  extensions: [],
  needsUtf8: true,
  matches: (head, whole) => shapeOf(head, whole) !== null,
  load: () => import('./module.ts'),
};
