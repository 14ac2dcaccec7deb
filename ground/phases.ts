import { type Failure, refuse } from '@upwell/platform/outcome';

/** What has ended stays to be read and is changed no more. */
export const whileItStands = ({ endedAt }: { endedAt: Date | null }): Failure | null =>
  endedAt ? refuse('closed', { problem: { key: 'ground.ended' } }) : null;
