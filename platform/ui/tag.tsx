import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-paths.ts';
import type { Tone } from './step-label.tsx';

/** A word in an outline of its tone, with an optional drawing. The word carries the meaning. */
export function Tag({ tone = 'quiet', icon, children }: { tone?: Tone; icon?: IconName; children: ReactNode }) {
  return (
    <span className={`tag tone-${tone}`}>
      {icon && <Icon name={icon} size={16} />}
      <span className="tag-words">{children}</span>
    </span>
  );
}

/** How something stands. */
export type StateName = 'open' | 'waiting' | 'kept' | 'slipped' | 'met' | 'missed' | 'closed' | 'private';

const LOOK: Record<StateName, { tone: Tone; icon: IconName }> = {
  open: { tone: 'said', icon: 'ear' },
  waiting: { tone: 'promised', icon: 'clock' },
  kept: { tone: 'done', icon: 'tick' },
  slipped: { tone: 'slipped', icon: 'alert' },
  met: { tone: 'done', icon: 'people' },
  missed: { tone: 'slipped', icon: 'cross' },
  closed: { tone: 'quiet', icon: 'door' },
  private: { tone: 'quiet', icon: 'lock' },
};

/** A tag for how something stands: a drawing and the place's own word for it, never colour alone. */
export function State({ is, children }: { is: StateName; children: ReactNode }) {
  return (
    <Tag tone={LOOK[is].tone} icon={LOOK[is].icon}>
      {children}
    </Tag>
  );
}
