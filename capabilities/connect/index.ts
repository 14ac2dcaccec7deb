/** Connect: what and who is here, warm introductions that carry only agreed facts, and the wishes nothing answers yet. */
import { everyone, signedInRoles, staffRoles } from '@upwell/platform/access';
import { loadWords } from '@upwell/platform/i18n';
import { defineCapability } from '@upwell/thread';
import { assetsData, gapsData } from './api.ts';
import { answerGap, askBack, releaseHeld } from './events.ts';
import { assetForm, assetPage, removeForm } from './pages/asset.tsx';
import { checkBackForm, outcomeForm } from './pages/check-back.tsx';
import { findPage } from './pages/find.tsx';
import { gapPage, gapsPage, wishForm } from './pages/gaps.tsx';
import { introduceForm, lookForm } from './pages/introduce.tsx';
import { introductionsPage, sentPage } from './pages/sent.tsx';
import './tables.ts';

export { addAsset } from './actions/add-asset.ts';
export { addWish } from './actions/add-wish.ts';
export { sendIntroduction } from './actions/send-introduction.ts';
export { startIntroduction } from './actions/start-introduction.ts';
export { type Asset, publicAssets } from './assets.ts';
export { addGap, type Gap, gapsOf } from './gaps.ts';

export const connect = defineCapability({
  name: 'connect',
  words: { prefix: ['connect', 'thread'], messages: loadWords(new URL('./words', import.meta.url)) },
  records: [
    { type: 'asset', step: 'done', path: (id) => `/map/${id}` },
    { type: 'introduction', step: 'done', path: (id) => `/introductions/${id}/outcome` },
    { type: 'gap', step: 'said', path: (id) => `/gaps/${id}` },
  ],
  routes: [
    findPage,
    assetForm,
    assetPage,
    removeForm,
    introduceForm,
    lookForm,
    sentPage,
    introductionsPage,
    outcomeForm,
    checkBackForm,
    gapsPage,
    wishForm,
    gapPage,
    assetsData,
    gapsData,
  ],
  matrix: {
    'connect.find': everyone,
    'connect.addAsset': staffRoles('connector', 'host'),
    'connect.asset': everyone,
    'connect.removeAsset': staffRoles('connector', 'host'),
    'connect.startIntroduction': everyone,
    'connect.sendIntroduction': everyone,
    'connect.sent': everyone,
    'connect.introductions': signedInRoles,
    'connect.logOutcome': signedInRoles,
    'connect.checkBack': everyone,
    'connect.gaps': everyone,
    'connect.addWish': everyone,
    'connect.gap': everyone,
    'connect.data.assets': everyone,
    'connect.data.gaps': everyone,
  },
  hears: (services) => [releaseHeld(services), answerGap(services)],
  jobs: (services) => [askBack(services)],
  navigation: [{ label: 'platform.nav.find', path: '/find', order: 30 }],
});
