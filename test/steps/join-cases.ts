import type { Events, Step } from './run-steps.ts';

export const EVENTS: Events = {
  columns: [
    ['ip', 'text'],
    ['port', 'integer'],
  ],
  rows: [
    ['10.0.0.1', 80],
    ['10.0.0.2', null],
    [null, 80],
    ['10.0.0.1', 443],
    ['10.0.0.1', 80],
  ],
};
export const SERVICES: Events = {
  columns: [
    ['address', 'text'],
    ['number', 'integer'],
    ['name', 'text'],
    ['since', 'timestamp'],
  ],
  rows: [
    ['10.0.0.1', 443, 'web', '2020-01-01 00:00:00'],
    ['10.0.0.1', 80, 'old web', null],
    ['10.0.0.2', null, 'nothing', null],
    [null, 80, 'nobody', null],
  ],
};
export const BOTH: Step = {
  op: 'join',
  as: 'tagged',
  from: 'events',
  with: 'other',
  on: [
    { left: 'ip', right: 'address' },
    { left: 'port', right: 'number' },
  ],
  columns: { service: 'name', since: 'since' },
};
