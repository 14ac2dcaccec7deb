import { anyone } from '@upwell/platform/access';
import { page } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import { Actions, LinkButton, PageHeading, State } from '@upwell/platform/ui';
import { recordHead } from '@upwell/thread';
import { contributionById, conversationById } from '../queries.ts';
import { bylineOf } from './byline.tsx';

/** What one person said, as far as they share it, and what has become of it. */
export const contributionPage = page({
  name: 'listen.contribution',
  path: '/said/:id',
  rule: anyone,
  limit: 'read',
  async view(context, { params }) {
    const { t, place, actor } = context;
    const id = params.id as string;
    const signedIn = actor.personId !== null;
    const found = await context.read(async (tx) => {
      const [contribution, head] = await Promise.all([
        contributionById(tx, place.id, id, signedIn),
        recordHead(tx, place.id, id, signedIn),
      ]);
      if (!contribution || !head) return null;
      const conversation = contribution.conversationId
        ? await conversationById(tx, place.id, contribution.conversationId)
        : null;
      return { contribution, head, conversation };
    });
    if (!found) return refuse('not-found');
    const { contribution, head, conversation } = found;
    return {
      title: t('listen.contribution.title'),
      under: '/have-a-say',
      body: (
        <>
          <PageHeading
            kicker={
              conversation ? (
                <a href={`/conversations/${conversation.id}`}>{conversation.question}</a>
              ) : (
                t('listen.contribution.to-place', { name: place.name })
              )
            }
            title={
              <span lang={contribution.lang} dir="auto">
                “{contribution.words}”
              </span>
            }
          >
            <p>{bylineOf(t, contribution)}</p>
          </PageHeading>
          <p>
            <State is={head.state === 'waiting' || head.state === 'still-open' ? 'waiting' : 'kept'}>
              {t(`listen.state.${head.state}`)}
            </State>
          </p>
          {(head.dueOn ?? conversation?.replyDue) && head.state === 'waiting' && (
            <p>
              {t('listen.contribution.promised', { date: t.date((head.dueOn ?? conversation?.replyDue) as string) })}
            </p>
          )}
          <Actions>
            <LinkButton href={`/thread/${id}`}>{t('listen.contribution.thread')}</LinkButton>
          </Actions>
        </>
      ),
    };
  },
});
