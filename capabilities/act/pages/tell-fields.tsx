import type { Translator } from '@upwell/platform/i18n';
import { Radios, TextField } from '@upwell/platform/ui';

/** How somebody without an account is told: by a code they keep, an e-mail or a text message. */
export function TellFields({ t, label }: { t: Translator; label: string }) {
  return (
    <Radios
      name="tell"
      label={label}
      value="code"
      choices={[
        { value: 'code', label: t('act.tell.code'), hint: t('act.tell.code.hint') },
        {
          value: 'email',
          label: t('act.tell.email'),
          more: <TextField name="email" type="email" autoComplete="email" label={t('act.tell.email-address')} />,
        },
        {
          value: 'sms',
          label: t('act.tell.sms'),
          more: <TextField name="phone" type="tel" autoComplete="tel" label={t('act.tell.phone')} />,
        },
      ]}
    />
  );
}
