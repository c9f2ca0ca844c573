/**
 * How long a test waits for one thing before it counts as hung. Never a measure of speed: what usually takes a second may
 * take a minute on a busy computer.
 */
export const HANG_LIMIT_MS = 180_000
/** How long a whole test or hook may take: several hangs would have to follow each other. */
export const TEST_HANG_LIMIT_MS = 1_200_000
