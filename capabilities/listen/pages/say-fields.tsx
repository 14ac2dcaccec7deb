import type { Translator } from '@upwell/platform/i18n';
import { Details, Radios, TextArea, TextField } from '@upwell/platform/ui';
import { sharings } from '../model.ts';

/** The fields for saying something. One is needed, the words; everything else has an answer already. */
export function SayFields({ t, label, rows = 3 }: { t: Translator; label: string; rows?: number }) {
  return (
    <>
      <TextArea name="words" label={label} placeholder={t('listen.say.placeholder')} rows={rows} />
      <Details summary={t('listen.say.more')}>
        <Radios
          name="sharing"
          label={t('listen.say.sharing')}
          value="public"
          choices={sharings.map((sharing) => ({
            value: sharing,
            label: t(`listen.sharing.${sharing}`),
            hint: t(`listen.sharing.${sharing}.hint`),
          }))}
        />
        <TextField name="name" label={t('listen.say.name')} hint={t('listen.say.name.hint')} optional />
        <TellFields t={t} value="code" />
      </Details>
    </>
  );
}

/** How somebody wants to hear back: by a code, an e-mail, a text message, or not. */
export function TellFields({ t, value }: { t: Translator; value: 'code' | 'none' }) {
  return (
    <Radios
      name="tell"
      label={t('listen.say.tell')}
      value={value}
      choices={[
        { value: 'code', label: t('listen.tell.code'), hint: t('listen.tell.code.hint') },
        {
          value: 'email',
          label: t('listen.tell.email'),
          more: <TextField name="email" type="email" autoComplete="email" label={t('listen.say.email')} />,
        },
        {
          value: 'sms',
          label: t('listen.tell.sms'),
          more: <TextField name="phone" type="tel" autoComplete="tel" label={t('listen.say.phone')} />,
        },
        { value: 'none', label: t('listen.tell.none') },
      ]}
    />
  );
}
