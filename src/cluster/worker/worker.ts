import { expose } from 'comlink';
import { makeWorkerApi } from './api.ts';

expose(makeWorkerApi());
