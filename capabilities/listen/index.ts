/** Listen: what people say, by any channel, kept in their own words and gathered into what it means. */
import { everyone, staffRoles } from '@upwell/platform/access';
import { loadWords } from '@upwell/platform/i18n';
import { defineCapability } from '@upwell/thread';
import { conversationData, conversationsData } from './api.ts';
import { textHook } from './hooks.ts';
import { closeForm } from './pages/close.tsx';
import { contributionPage } from './pages/contribution.tsx';
import { conversationPage } from './pages/conversation.tsx';
import { gatherForm } from './pages/gather.tsx';
import { haveASay } from './pages/have-a-say.tsx';
import { insightPage } from './pages/insight.tsx';
import { interpretForm } from './pages/interpret.tsx';
import { openForm } from './pages/open.tsx';
import { conversationPoster } from './pages/poster.tsx';
import { readingForm, readingPage } from './pages/reading.tsx';
import { sayForm } from './pages/say.tsx';
import { slipsPage } from './pages/slips.tsx';
import { statementsPage } from './pages/statements.tsx';
import { takeDownForm } from './pages/take-down.tsx';
import { thanksPage } from './pages/thanks.tsx';
import { withdrawForm } from './pages/withdraw.tsx';
import './tables.ts';

export { addReading } from './actions/add-reading.ts';
export { gather } from './actions/gather.ts';
export { openConversation } from './actions/open-conversation.ts';
export { say } from './actions/say.ts';
export { takeDown } from './actions/take-down.ts';
export { type Imported, type ImportTerms, importConversation } from './import/import-conversation.ts';
export { type Recount, recount } from './import/recount.ts';
export { findSource, hashOfSource, readSource, type SourceFolder } from './import/source-folder.ts';
export { inputsBehind } from './inputs.ts';
export { type PowerLevel, powerLevels, type Source, sources } from './model.ts';
export { OtherWays } from './pages/other-ways.tsx';
export { SayFields } from './pages/say-fields.tsx';
export { type Contribution, type Conversation, contributionsOf, conversationById } from './queries.ts';

export const listen = defineCapability({
  name: 'listen',
  words: { prefix: 'listen', messages: loadWords(new URL('./words', import.meta.url)) },
  records: [
    { type: 'conversation', step: 'said', path: (id) => `/conversations/${id}` },
    { type: 'contribution', step: 'said', path: (id) => `/said/${id}` },
    { type: 'insight', step: 'means', path: (id) => `/insights/${id}` },
    { type: 'reading', step: 'means', path: (id) => `/readings/${id}` },
  ],
  routes: [
    haveASay,
    openForm,
    conversationPage,
    closeForm,
    takeDownForm,
    slipsPage,
    gatherForm,
    conversationPoster,
    statementsPage,
    sayForm,
    thanksPage,
    contributionPage,
    withdrawForm,
    insightPage,
    interpretForm,
    readingForm,
    readingPage,
    textHook,
    conversationsData,
    conversationData,
  ],
  matrix: {
    'listen.haveASay': everyone,
    'listen.openConversation': staffRoles('host'),
    'listen.conversation': everyone,
    'listen.closeConversation': staffRoles('host'),
    'listen.takeDown': staffRoles('host', 'connector'),
    'listen.slips': staffRoles('host', 'connector'),
    'listen.gather': staffRoles('host'),
    'listen.poster': everyone,
    'listen.statements': everyone,
    'listen.say': everyone,
    'listen.thanks': everyone,
    'listen.contribution': everyone,
    'listen.withdraw': everyone,
    'listen.insight': everyone,
    'listen.interpret': staffRoles('host'),
    'listen.addReading': staffRoles('host'),
    'listen.reading': everyone,
    'listen.receiveText': [],
    'listen.data.conversations': everyone,
    'listen.data.conversation': everyone,
  },
  navigation: [{ label: 'platform.nav.say', path: '/have-a-say', order: 10 }],
});
