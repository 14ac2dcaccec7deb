import type { Translator } from '@upwell/platform/i18n';
import { Actions, type IconName, Tag } from '@upwell/platform/ui';
import { byUs, type Stage, type Support } from '../model.ts';
import type { Activity } from '../queries.ts';

const drawn: Record<Support, IconName> = {
  free: 'heart',
  'step-free': 'door',
  childcare: 'people',
  lift: 'pin',
  interpreter: 'text',
  expenses: 'coin',
  companion: 'hands',
};

/** What is there so that nobody is kept away, as tags. */
export function Supports({ t, supports }: { t: Translator; supports: readonly Support[] }) {
  return (
    <Actions>
      {supports.map((support) => (
        <Tag key={support} icon={drawn[support]}>
          {t(`act.support.${support}`)}
        </Tag>
      ))}
    </Actions>
  );
}

const tone: Record<Stage, 'done' | 'promised' | 'quiet'> = {
  'staff-started': 'quiet',
  shared: 'promised',
  'resident-run': 'done',
  resting: 'quiet',
  restarted: 'promised',
};

/** Who carries it now. */
export function StageTag({
  t,
  activity,
}: {
  t: Translator;
  activity: Pick<Activity, 'stage' | 'designedHands' | 'ledHands'>;
}) {
  const ours = byUs(activity.designedHands, activity.ledHands) && activity.stage !== 'resting';
  return (
    <Tag tone={tone[activity.stage]} icon={activity.stage === 'resting' ? 'clock' : 'hands'}>
      {ours ? t('act.by-us') : t(`act.stage.${activity.stage}`)}
    </Tag>
  );
}

/** A time of day `HH:MM` as this language says it. */
export const timeOf = (t: Translator, starts: string): string => t.date(new Date(`2000-01-01T${starts}:00Z`), 'time');
