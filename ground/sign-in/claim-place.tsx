import { anyone } from '@upwell/platform/access';
import type { Accounts } from '@upwell/platform/accounts';
import { defineAction, shortText } from '@upwell/platform/action';
import { form } from '@upwell/platform/http';
import { done, refuse } from '@upwell/platform/outcome';
import { Button, Form, PageHeading, TextField } from '@upwell/platform/ui';
import { z } from 'zod';
import { insertPerson } from '../people.ts';
import { giveRole } from '../roles.ts';
import { speakingTo } from '../speaking.ts';

/** Taking over a place that was made by a command and has no owner yet, with the one-time code the command printed. */
export function claimPlaceForm(
  accounts: Pick<Accounts, 'checkOwnerCode' | 'spendOwnerCode' | 'openSessionFor' | 'awaitsOwner'>,
) {
  const claim = defineAction({
    name: 'sign-in.claimPlace',
    // The code is the proof; guesses are counted.
    rule: anyone,
    replay: 'nothing',
    input: z.strictObject({
      code: shortText({ max: 60, missing: 'start.code.missing' }),
      nickname: shortText({ max: 80, missing: 'ground.me.missing-nickname' }),
    }),
    async do(context, { code, nickname }) {
      const { tx, place, now, browser, about } = context;
      const asked = { subject: place.id, code, network: browser?.network ?? '' };
      const checked = await accounts.checkOwnerCode(asked);
      if (!checked.ok) return checked;
      const spent = await accounts.spendOwnerCode(tx, asked);
      if (!spent.ok) return spent;
      const personId = await insertPerson(tx, { placeId: place.id, nickname, lang: context.lang }, now);
      const role = await giveRole(tx, {
        placeId: place.id,
        personId,
        home: { inPlace: place.id },
        name: speakingTo(context)('start.organiser.role'),
        powers: ['own'],
        kind: 'volunteer',
        now,
        byPerson: null,
      });
      const session = await accounts.openSessionFor(tx, {
        place,
        cookies: browser?.cookies ?? {},
        network: browser?.network ?? '',
        ...(browser?.userAgent && { userAgent: browser.userAgent }),
        personId,
        because: 'owner-code',
      });
      if (!session.ok) return session;
      about('role', role.id);
      return done({ setCookies: session.value.setCookies });
    },
  });

  return form({
    name: 'sign-in.claimPlace',
    path: '/claim',
    limit: 'sign-in',
    action: claim,
    async view(context, { state }) {
      const { t, place } = context;
      if (!(await accounts.awaitsOwner(place.id))) return refuse('not-found');
      return {
        title: t('start.claim-place.title', { name: place.name }),
        private: true,
        body: (
          <>
            <PageHeading title={t('start.claim-place.title', { name: place.name })}>
              <p>{t('start.claim-place.lead')}</p>
            </PageHeading>
            <Form action="/claim" hidden={context.hidden()} {...state}>
              <TextField
                name="code"
                label={t('start.code.label')}
                hint={t('start.code.hint')}
                width={20}
                spellCheck={false}
                autoComplete="off"
              />
              <TextField name="nickname" label={t('start.claim-place.nickname')} autoComplete="nickname" />
              <Button>{t('platform.button.continue')}</Button>
            </Form>
          </>
        ),
      };
    },
    done: (output: { setCookies: string[] }) => ({ to: '/me/ways-in', setCookies: output.setCookies }),
  });
}
