import fc from 'fast-check';

/**
 * Property tests draw the same cases in every run, so that one run says of a change what another says; `SPOOR_SEED` draws
 * others. What such a run finds becomes an example of its test.
 */
fc.configureGlobal({ seed: Number(process.env['SPOOR_SEED'] ?? 2026) });
