import { withPower } from '@upwell/platform/access';

/** Opening funds, making awards and writing the ledger belong to whoever is trusted with money. */
export const mayFund = withPower('fund');
