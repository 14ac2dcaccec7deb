import { schedule } from '@upwell/platform/jobs';
import { sealAll } from './seal.ts';

/** Seals what was written since the last minute, in every place. */
export const sealing = schedule('audit.seal', '* * * * *', async ({ db, placeId, now }) => {
  await sealAll(db, placeId, now);
});
