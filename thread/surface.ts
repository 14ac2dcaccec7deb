import { everyone, staffRoles } from '@upwell/platform/access';
import type { Surface } from '@upwell/platform/http';
import { loadWords } from '@upwell/platform/i18n';
import { threadData } from './api.ts';
import { tellPeople } from './events.ts';
import { historyPage } from './pages/history.tsx';
import { replyPoster } from './pages/poster.tsx';
import { repliesPage, replyPage } from './pages/replies.tsx';
import { replyForm } from './pages/reply.tsx';
import { threadPage } from './pages/thread.tsx';
import { heardForm, toldPage } from './pages/told.tsx';

export const threadSurface: Surface = {
  name: 'thread',
  words: { prefix: 'thread', messages: loadWords(new URL('./words', import.meta.url)) },
  routes: [threadPage, historyPage, replyForm, repliesPage, replyPage, replyPoster, toldPage, heardForm, threadData],
  matrix: {
    'thread.thread': everyone,
    'thread.history': everyone,
    'thread.reply': staffRoles('host'),
    'thread.replies': everyone,
    'thread.replyPage': everyone,
    'thread.replyPoster': everyone,
    'thread.told': everyone,
    'thread.heard': everyone,
    'thread.data': everyone,
  },
  hears: (services) => [tellPeople(services)],
};
