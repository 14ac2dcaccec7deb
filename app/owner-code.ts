import type { Installation } from './installation.ts';
import { openAccounts } from './web.ts';

/** What the one-time code belongs to. */
export const OWNER_OF = 'installation';

/** The one-time code of the first owner, made at the very first start and printed once; null at every other. */
export const prepareOwnerCode = (installation: Installation): Promise<string | null> =>
  openAccounts(installation).ownerCode(OWNER_OF);
