import type { PageContext } from '@upwell/platform/http';
import { Empty, List, ListItem, Section } from '@upwell/platform/ui';
import type { KeptPart } from '../hand-over.ts';

/** The one list of what a role keeps, as the hand-over prints it. */
export function KeptList({ t, kept }: { t: PageContext['t']; kept: readonly KeptPart[] }) {
  if (kept.length === 0) return <Empty icon="hands" title={t('ground.hand-over.nothing')} />;
  return (
    <>
      {kept.map((part) => (
        <Section key={part.label} title={t(part.label, { count: part.count })} level={2}>
          <List label={t(part.label, { count: part.count })}>
            {part.items.map((item, at) => (
              <ListItem key={at} title={<span dir="auto">{item.title}</span>} href={item.path} />
            ))}
          </List>
        </Section>
      ))}
    </>
  );
}
