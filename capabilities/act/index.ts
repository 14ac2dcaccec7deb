/** Act: what people do together, who carries it, how many came, and a dated next chance for whoever found it full. */
import { everyone, staffRoles } from '@upwell/platform/access';
import { loadWords } from '@upwell/platform/i18n';
import { defineCapability } from '@upwell/thread';
import { activitiesData } from './api.ts';
import { nextChances, tellWaiting, tellWaitingOnRestart } from './messages.ts';
import { activityPage } from './pages/activity.tsx';
import { changeForm, stageForm } from './pages/change.tsx';
import { comeForm, comingPage, giveUpForm } from './pages/come.tsx';
import { openForm } from './pages/open.tsx';
import { placesPage } from './pages/places.tsx';
import { activityPoster } from './pages/poster.tsx';
import { sessionForm, sessionPage } from './pages/session.tsx';
import { whatsOnPage } from './pages/whats-on.tsx';
import './tables.ts';

export { changeStage } from './actions/change-stage.ts';
export { logSession } from './actions/log-session.ts';
export { openActivity } from './actions/open-activity.ts';
export { signUp } from './actions/sign-up.ts';
export { addDays, type Way, ways } from './model.ts';
export { TellFields } from './pages/tell-fields.tsx';
export { type Activity, activitiesOn, activityById, activityContact } from './queries.ts';
export { readReach, readWay, type WayChosen } from './way.ts';

export const act = defineCapability({
  name: 'act',
  words: { prefix: ['act', 'thread'], messages: loadWords(new URL('./words', import.meta.url)) },
  records: [
    { type: 'activity', step: 'done', path: (id) => `/activities/${id}` },
    { type: 'session', step: 'done', path: (id) => `/sessions/${id}` },
  ],
  routes: [
    whatsOnPage,
    openForm,
    activityPage,
    changeForm,
    stageForm,
    comeForm,
    comingPage,
    giveUpForm,
    placesPage,
    sessionForm,
    sessionPage,
    activityPoster,
    activitiesData,
  ],
  matrix: {
    'act.whatsOn': everyone,
    'act.openActivity': staffRoles('host'),
    'act.activity': everyone,
    'act.changeActivity': staffRoles('host'),
    'act.changeStage': staffRoles('host'),
    'act.signUp': everyone,
    'act.coming': everyone,
    'act.giveUpPlace': everyone,
    'act.places': staffRoles('host'),
    'act.logSession': staffRoles('host', 'connector'),
    'act.session': everyone,
    'act.poster': everyone,
    'act.data.activities': everyone,
  },
  hears: (services) => [tellWaiting(services), tellWaitingOnRestart(services)],
  jobs: (services) => [nextChances(services)],
  navigation: [{ label: 'platform.nav.whats-on', path: '/whats-on', order: 20 }],
});
