import { form } from '@upwell/platform/http';
import { LANGS, LANGUAGES } from '@upwell/platform/i18n';
import { refuse } from '@upwell/platform/outcome';
import { Button, Checkbox, Details, Form, PageHeading, Radios, Select, TextArea, TextField } from '@upwell/platform/ui';
import { takeDown } from '../actions/take-down.ts';
import { sharings, sources, takenDownBy } from '../model.ts';
import { conversationById } from '../queries.ts';
import { TellFields } from './say-fields.tsx';

/** Taking down what somebody said on the street, on the telephone or on a pile of cards. A minute, and no name. */
export const takeDownForm = form({
  name: 'listen.takeDown',
  path: '/conversations/:id/take-down',
  limit: 'write',
  action: takeDown,
  async view(context, { params, state }) {
    const { t, place, lang } = context;
    const id = params.id as string;
    const conversation = await context.read((tx) => conversationById(tx, place.id, id));
    if (!conversation) return refuse('not-found');
    return {
      title: t('listen.take-down.title'),
      under: '/have-a-say',
      private: true,
      body: (
        <>
          <PageHeading
            kicker={<a href={`/conversations/${id}`}>{conversation.question}</a>}
            title={t('listen.take-down.title')}
          >
            <p>{t('listen.take-down.lead')}</p>
          </PageHeading>
          <Form action={`/conversations/${id}/take-down`} hidden={context.hidden()} {...state}>
            <TextArea
              name="words"
              label={t('listen.take-down.words')}
              hint={t('listen.take-down.words.hint')}
              rows={6}
            />
            <Radios
              name="channel"
              label={t('listen.take-down.channel')}
              value="in-person"
              choices={takenDownBy.map((channel) => ({ value: channel, label: t(`listen.channel.${channel}`) }))}
            />
            <Details summary={t('listen.say.more')}>
              <Radios
                name="each"
                label={t('listen.take-down.each')}
                value="one"
                choices={[
                  { value: 'one', label: t('listen.take-down.each.one') },
                  { value: 'many', label: t('listen.take-down.each.many') },
                ]}
              />
              <TextField
                name="where"
                label={t('listen.take-down.where')}
                hint={t('listen.take-down.where.hint')}
                optional
              />
              <TextField name="serial" label={t('listen.take-down.serial')} optional width={20} />
              <Radios
                name="source"
                label={t('listen.take-down.source')}
                hint={t('listen.take-down.source.hint')}
                value="direct"
                choices={sources.map((source) => ({ value: source, label: t(`listen.source.${source}`) }))}
              />
              <Checkbox name="forSomeone" label={t('listen.take-down.for-someone')} />
              <Select
                name="language"
                label={t('listen.take-down.language')}
                value={lang}
                choices={LANGS.map((each) => ({ value: each, label: LANGUAGES[each].ownName }))}
              />
              <Radios
                name="sharing"
                label={t('listen.say.sharing')}
                value="public"
                choices={sharings.map((sharing) => ({ value: sharing, label: t(`listen.sharing.${sharing}`) }))}
              />
              <TellFields t={t} value="none" />
            </Details>
            <Button>{t('platform.button.save')}</Button>
          </Form>
        </>
      ),
    };
  },
  done: (output: { count: number; codes: string[]; conversationId: string }) =>
    output.codes.length > 0
      ? {
          to: `/conversations/${output.conversationId}/slips?${new URLSearchParams({ codes: output.codes.join('.') })}`,
        }
      : { to: `/conversations/${output.conversationId}#said`, notice: 'listen.notice.taken-down' },
});
