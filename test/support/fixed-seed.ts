import fc from 'fast-check';

/**
 * Property tests run the same cases every time, so that a red run is about the change. FAST_CHECK_SEED=N
 * looks at others.
 */
fc.configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 20_261_123) });
