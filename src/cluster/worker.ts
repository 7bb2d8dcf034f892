import { expose } from 'comlink';
import { makeWorkerApi } from './worker-api';

expose(makeWorkerApi());
