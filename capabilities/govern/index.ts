/** Govern: what a place shows of itself. The log, the open data, whose voices were heard, its messages, and what people agreed to. */
import { everyone, staffRoles } from '@upwell/platform/access';
import { loadWords } from '@upwell/platform/i18n';
import { defineCapability } from '@upwell/thread';
import { auditCopy, openApi, voicesData } from './api.ts';
import { stopHook } from './hooks.ts';
import { agreedPage } from './pages/agreed.tsx';
import { apiPage } from './pages/api.tsx';
import { auditPage } from './pages/audit.tsx';
import { outboxPage } from './pages/outbox.tsx';
import { startForm, stopForm, stopPage } from './pages/stop.tsx';
import { voicesPage } from './pages/voices.tsx';

export { formatOf, openApiOf, openData, setOpenData } from './open-data.ts';
export { type LogState, logState, type Voices, voicesHeard } from './queries.ts';

export const governCapability = defineCapability({
  name: 'govern',
  words: { prefix: 'govern', messages: loadWords(new URL('./words', import.meta.url)) },
  records: [],
  routes: [
    auditPage,
    auditCopy,
    apiPage,
    openApi,
    voicesPage,
    voicesData,
    outboxPage,
    agreedPage,
    stopPage,
    stopForm,
    startForm,
    stopHook,
  ],
  matrix: {
    'govern.audit': everyone,
    'govern.data.audit': everyone,
    'govern.api': everyone,
    'govern.data.openapi': everyone,
    'govern.voices': everyone,
    'govern.data.voices': everyone,
    'govern.outbox': staffRoles(),
    'govern.agreed': everyone,
    'govern.stopPage': everyone,
    'govern.stop': everyone,
    'govern.startAgain': everyone,
    'govern.stopByMail': [],
  },
});
