import { everyone, signedInRoles, staffRoles } from '@upwell/platform/access';
import type { Surface } from '@upwell/platform/http';
import { loadWords } from '@upwell/platform/i18n';
import * as communities from './pages/communities.tsx';
import * as documents from './pages/documents.tsx';
import * as giving from './pages/give-role.tsx';
import * as groupForms from './pages/group-forms.tsx';
import * as groups from './pages/groups.tsx';
import * as inside from './pages/inside.tsx';
import * as me from './pages/me.tsx';
import * as people from './pages/people.tsx';
import * as place from './pages/place.tsx';
import * as settings from './pages/place-settings.tsx';
import { powersPage } from './pages/powers.tsx';
import { rolePage } from './pages/role.tsx';
import * as roles from './pages/role-forms.tsx';

export const groundWords = { prefix: 'ground', messages: loadWords(new URL('./words', import.meta.url)) };

/** Places, groups, roles, seats and powers, communities, and one's own page. */
export const groundSurface: Surface = {
  name: 'ground',
  words: groundWords,
  routes: [
    place.rootPage,
    place.nestedPage,
    settings.settingsPage,
    settings.nameForm,
    settings.wordsForm,
    settings.principlesForm,
    settings.reachForm,
    settings.languagesForm,
    settings.rulesForm,
    inside.insideForm,
    inside.insideDonePage,
    groups.groupsPage,
    groups.startForm,
    groups.groupPage,
    groupForms.editForm,
    groupForms.roomForm,
    groupForms.succeedForm,
    giving.giveGroupForm,
    giving.givePlaceForm,
    rolePage,
    roles.endForm,
    roles.handOverForm,
    roles.showNameForm,
    documents.groupDocumentForm,
    documents.placeDocumentForm,
    powersPage,
    communities.communitiesPage,
    communities.startCommunityForm,
    communities.communityPage,
    communities.joinForm,
    communities.leaveForm,
    me.mePage,
    me.editMeForm,
    me.needsForm,
    people.peoplePage,
    people.shutOutForm,
    people.letInForm,
  ],
  matrix: {
    'ground.place': everyone,
    'ground.nested-place': everyone,
    'ground.settings': staffRoles(),
    'ground.name-place': staffRoles(),
    'ground.choose-words': staffRoles(),
    'ground.write-principles': staffRoles(),
    'ground.say-how-to-reach': staffRoles(),
    'ground.choose-languages': staffRoles(),
    'ground.set-rules': ['owner'],
    'ground.add-inside': staffRoles(),
    'ground.inside-added': staffRoles(),
    'ground.groups': everyone,
    'ground.start-group': signedInRoles,
    'ground.group': everyone,
    'ground.edit-group': staffRoles(),
    'ground.say-room': staffRoles(),
    'ground.succeed-group': staffRoles(),
    'ground.give-role-in-group': staffRoles(),
    'ground.give-role-in-place': staffRoles(),
    'ground.role': everyone,
    'ground.end-role': signedInRoles,
    'ground.hand-over-role': signedInRoles,
    'ground.show-name': signedInRoles,
    'ground.add-document-in-group': staffRoles(),
    'ground.add-document-in-place': staffRoles(),
    'ground.powers': everyone,
    'ground.communities': everyone,
    'ground.start-community': staffRoles(),
    'ground.community': everyone,
    'ground.join-community': signedInRoles,
    'ground.leave-community': signedInRoles,
    'ground.me': signedInRoles,
    'ground.edit-me': signedInRoles,
    'ground.say-needs': signedInRoles,
    'ground.people': staffRoles(),
    'ground.shut-out': staffRoles(),
    'ground.let-in': staffRoles(),
  },
};
