import { parentPort } from 'node:worker_threads';
import { expose } from 'comlink';
import { makeWorkerApi } from '../worker/api.ts';
import { endpointOf } from './node-endpoint.ts';

if (parentPort) expose(makeWorkerApi(), endpointOf(parentPort));
