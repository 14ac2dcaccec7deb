import type { Translator } from '@upwell/platform/i18n';
import { Checkbox, Checkboxes, DateField, Details, Radios, TextArea, TextField } from '@upwell/platform/ui';
import { hands, rhythms, supports } from '../model.ts';
import type { Activity } from '../queries.ts';

/** The questions about an activity, filled in where it is there already. */
export function ActivityFields({ t, activity }: { t: Translator; activity?: Activity }) {
  const handChoices = hands.map((each) => ({ value: each, label: t(`act.hands.${each}`) }));
  return (
    <>
      <TextField name="title" label={t('act.open.name')} value={activity?.title} />
      <TextArea
        name="happens"
        label={t('act.open.happens')}
        hint={t('act.open.happens.hint')}
        value={activity?.happens}
      />
      <DateField name="nextOn" label={t('act.open.next-on')} value={activity?.nextOn} />
      <TextField
        name="starts"
        label={t('act.open.starts')}
        hint={t('act.open.starts.hint')}
        width={5}
        value={activity?.starts}
      />
      <Radios
        name="rhythm"
        label={t('act.open.repeats')}
        value={activity?.rhythm ?? 'week'}
        choices={rhythms.map((rhythm) => ({ value: rhythm, label: t(`act.rhythm.${rhythm}`) }))}
      />
      <TextField
        name="rhythmWords"
        label={t('act.open.rhythm')}
        hint={t('act.open.rhythm.hint')}
        value={activity?.rhythmWords}
      />
      <TextField name="venue" label={t('act.open.venue')} value={activity?.venue} />
      <TextArea
        name="gettingThere"
        label={t('act.open.getting-there')}
        hint={t('act.open.getting-there.hint')}
        rows={2}
        optional
        value={activity?.gettingThere ?? undefined}
      />
      <TextField name="host" label={t('act.open.host')} hint={t('act.open.host.hint')} value={activity?.host} />
      <TextField
        name="designedBy"
        label={t('act.open.designed')}
        hint={t('act.open.designed.hint')}
        value={activity?.designedBy}
      />
      <Radios
        name="designedHands"
        label={t('act.open.designed-hands')}
        value={activity?.designedHands ?? 'together'}
        choices={handChoices}
      />
      <TextField name="ledBy" label={t('act.open.led')} hint={t('act.open.led.hint')} value={activity?.ledBy} />
      <Radios
        name="ledHands"
        label={t('act.open.led-hands')}
        value={activity?.ledHands ?? 'together'}
        choices={handChoices}
      />
      <Checkboxes
        name="supports"
        label={t('act.open.supports')}
        optional
        values={activity ? [...activity.supports] : ['free']}
        choices={supports.map((support) => ({ value: support, label: t(`act.support.${support}`) }))}
      />
      <TextField
        name="room"
        label={t('act.open.room')}
        hint={t('act.open.room.hint')}
        width={4}
        inputMode="numeric"
        optional
        value={activity?.room ? String(activity.room) : undefined}
      />
      <Details summary={t('act.open.more')}>
        <TextField name="ledName" label={t('act.open.led-name')} optional value={activity?.ledName ?? undefined} />
        <Checkbox name="nameAgreed" label={t('act.open.name-agreed')} checked={Boolean(activity?.ledName)} />
        <TextArea
          name="barriers"
          label={t('act.open.barriers')}
          hint={t('act.open.barriers.hint')}
          rows={2}
          optional
          value={activity?.barriers ?? undefined}
        />
        <DateField
          name="handOnBy"
          label={t('act.open.hand-on')}
          hint={t('act.open.hand-on.hint')}
          optional
          value={activity?.handOnBy ?? undefined}
        />
        <TextField
          name="contact"
          label={t('act.open.contact')}
          hint={t(activity?.reachable ? 'act.open.contact.kept' : 'act.open.contact.hint')}
          optional
        />
      </Details>
    </>
  );
}
