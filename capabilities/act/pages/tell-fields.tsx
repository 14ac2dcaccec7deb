import type { Translator } from '@upwell/platform/i18n';
import { Radios, TextField } from '@upwell/platform/ui';

/** How somebody without an account is told: by a code they keep (or not at all, in the words of `none`), an e-mail or a text message. */
export function TellFields({ t, label, none }: { t: Translator; label: string; none?: string }) {
  return (
    <Radios
      name="tell"
      label={label}
      value={none ? 'none' : 'code'}
      choices={[
        none
          ? { value: 'none', label: none }
          : { value: 'code', label: t('act.tell.code'), hint: t('act.tell.code.hint') },
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
