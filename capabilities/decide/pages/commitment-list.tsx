import type { Translator } from '@upwell/platform/i18n';
import { List, ListItem, State, type StateName } from '@upwell/platform/ui';
import { daysBetween } from '@upwell/thread';
import type { Commitment } from '../commitments.ts';
import { type CommitmentState, standingOf } from '../model.ts';

const looks: Record<CommitmentState, StateName> = {
  open: 'waiting',
  renegotiated: 'waiting',
  'handed-on': 'waiting',
  kept: 'kept',
  slipped: 'slipped',
  dropped: 'closed',
};

/** How a promise stands, in words and a drawing. */
export const Standing = ({ t, commitment, today }: { t: Translator; commitment: Commitment; today: string }) => {
  const state = standingOf(commitment, today);
  return <State is={looks[state]}>{t(`decide.state.${state}`)}</State>;
};

/** By when, and how late it is. */
export function dueWords(t: Translator, commitment: Commitment, today: string): string {
  if (commitment.settledOn)
    return t(`decide.commitment.line.${commitment.state === 'kept' ? 'kept' : 'dropped'}`, {
      owner: commitment.owner,
      date: t.date(commitment.settledOn),
    });
  const date = t.date(commitment.dueOn);
  return commitment.dueOn < today
    ? t('decide.commitment.line.late', { owner: commitment.owner, date, days: daysBetween(commitment.dueOn, today) })
    : t('decide.commitment.line.due', { owner: commitment.owner, date });
}

/** Promises as rows: what, who owes it, by when, how it stands. */
export function Commitments({
  t,
  commitments,
  today,
  level = 3,
}: {
  t: Translator;
  commitments: readonly Commitment[];
  today: string;
  level?: 2 | 3;
}) {
  return (
    <List kind="rows">
      {commitments.map((commitment) => (
        <ListItem
          key={commitment.id}
          level={level}
          title={<span dir="auto">{commitment.promise}</span>}
          href={`/commitments/${commitment.id}`}
          step={standingOf(commitment, today) === 'slipped' ? 'slipped' : 'promised'}
          aside={<Standing t={t} commitment={commitment} today={today} />}
        >
          {dueWords(t, commitment, today)}
        </ListItem>
      ))}
    </List>
  );
}
