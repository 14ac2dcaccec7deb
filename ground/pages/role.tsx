import { anyone } from '@upwell/platform/access';
import { type PageContext, page } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import { Actions, Button, Checkbox, Form, LinkButton, PageHeading, Section } from '@upwell/platform/ui';
import { findGroup } from '../groups.ts';
import { keptBy } from '../hand-over.ts';
import { changesOf } from '../history.ts';
import type { Role } from '../model.ts';
import { findPlace } from '../places.ts';
import { named } from '../register.ts';
import { findRole } from '../roles.ts';
import { isHolder, mayEndRole } from '../rules.ts';
import { Changes } from './changes.tsx';
import { KeptList } from './kept-list.tsx';
import { Seats } from './seats.tsx';

async function homeNameOf(context: PageContext, role: Role): Promise<{ href: string; label: string }> {
  const { t } = context;
  return context.read(async (tx) => {
    if (role.groupId)
      return { href: `/groups/${role.groupId}`, label: (await findGroup(tx, role.groupId))?.name ?? '' };
    if (role.inPlace)
      return { href: `/places/${role.inPlace}`, label: (await findPlace(tx, role.inPlace))?.name ?? '' };
    return { href: `/programmes/${role.programmeId}`, label: t('ground.role.programme') };
  });
}

/** One role or seat, its holder where they agreed, what it keeps, what happened to it. */
export const rolePage = page({
  name: 'ground.role',
  path: '/roles/:id',
  rule: anyone,
  limit: 'read',
  async view(context, { params }) {
    const { t, actor, place } = context;
    const id = params.id as string;
    const found = await context.read(async (tx) => {
      const role = await findRole(tx, id);
      if (!role) return null;
      const trusted = mayEndRole.may(actor, role);
      return {
        role,
        trusted,
        lines: await named(tx, place.id, [role], trusted ? 'all' : 'agreed'),
        agreed: (await named(tx, place.id, [role], 'agreed'))[0]?.name != null,
        kept: trusted ? await keptBy(tx, role) : [],
        changes: await changesOf(tx, 'role', [id], 50),
      };
    });
    if (!found) return refuse('not-found');
    const { role, trusted, lines, agreed, kept, changes } = found;
    return {
      title: role.name,
      ...(trusted && { private: true }),
      body: (
        <>
          <PageHeading
            kicker={<Home home={await homeNameOf(context, role)} />}
            title={<span dir="auto">{role.name}</span>}
          >
            {role.endedAt && <p>{t('ground.role.ended', { date: t.date(role.endedAt) })}</p>}
          </PageHeading>
          <Seats t={t} lines={lines} caption={t('ground.seats.title')} />
          {role.conditions && <p dir="auto">{t('ground.role.conditions-are', { words: role.conditions })}</p>}
          {role.handedTo && (
            <p>
              <a href={`/roles/${role.handedTo}`}>{t('ground.role.handed-to')}</a>
            </p>
          )}
          {isHolder.may(actor, role) && !role.endedAt && (
            <Form
              action={`/roles/${id}/name`}
              hidden={context.hidden()}
              label={t('ground.role.show-name', { role: role.name })}
            >
              <Checkbox name="shown" label={t('ground.role.show-name', { role: role.name })} checked={agreed} />
              <Button kind="quiet">{t('platform.button.save')}</Button>
            </Form>
          )}
          {trusted && !role.endedAt && (
            <>
              <KeptList t={t} kept={kept} />
              <Actions>
                <LinkButton kind="quiet" href={`/roles/${id}/hand-over`}>
                  {t('ground.hand-over.title')}
                </LinkButton>
                <LinkButton kind="quiet" href={`/roles/${id}/end`}>
                  {t('ground.role.end')}
                </LinkButton>
              </Actions>
            </>
          )}
          <Section title={t('ground.changes.title')} id="changes">
            <Changes t={t} changes={changes} />
          </Section>
        </>
      ),
    };
  },
});

const Home = ({ home }: { home: { href: string; label: string } }) => <a href={home.href}>{home.label}</a>;
