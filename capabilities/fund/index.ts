/** Fund: money in the open. Who holds it, who decides, what was promised, paid and spent, with as little paperwork as can be. */
import { everyone, staffRoles } from '@upwell/platform/access';
import { loadWords } from '@upwell/platform/i18n';
import { defineCapability } from '@upwell/thread';
import { fundData, fundsData, ledgerCsv } from './api.ts';
import { lineForm } from './pages/add-line.tsx';
import { awardPage } from './pages/award.tsx';
import { closeForm } from './pages/close.tsx';
import { correctForm } from './pages/correct-line.tsx';
import { fundPage } from './pages/fund.tsx';
import { ledgerPage } from './pages/ledger.tsx';
import { awardForm } from './pages/make-award.tsx';
import { moneyPage } from './pages/money.tsx';
import { openForm } from './pages/open.tsx';
import './tables.ts';

export { addLine } from './actions/add-line.ts';
export { closeFund } from './actions/close-fund.ts';
export { correctLine } from './actions/correct-line.ts';
export { makeAward } from './actions/make-award.ts';
export { openFund } from './actions/open-fund.ts';
export { type LedgerKind, ledgerKinds, leftIn, type Sums, sumsOf, unspent } from './model.ts';
export { MoneyBar } from './pages/money-bar.tsx';
export { type Award, awardById, awardsOf, type Fund, fundById, fundsOf, sumsOfAward, sumsOfFund } from './queries.ts';

export const fund = defineCapability({
  name: 'fund',
  words: { prefix: 'fund', messages: loadWords(new URL('./words', import.meta.url)) },
  records: [
    { type: 'fund', step: 'promised', path: (id) => `/funds/${id}` },
    { type: 'award', step: 'promised', path: (id) => `/awards/${id}` },
  ],
  routes: [
    moneyPage,
    openForm,
    fundPage,
    closeForm,
    ledgerPage,
    awardForm,
    awardPage,
    lineForm,
    correctForm,
    fundsData,
    fundData,
    ledgerCsv,
  ],
  matrix: {
    'fund.money': everyone,
    'fund.open': staffRoles('funder'),
    'fund.fund': everyone,
    'fund.close': staffRoles('funder'),
    'fund.ledger': everyone,
    'fund.makeAward': staffRoles('funder'),
    'fund.award': everyone,
    'fund.addLine': staffRoles('funder'),
    'fund.correctLine': staffRoles('funder'),
    'fund.data.funds': everyone,
    'fund.data.fund': everyone,
    'fund.data.ledger': everyone,
  },
  navigation: [{ label: 'platform.nav.money', path: '/money', order: 50 }],
});
