import type { Translator } from '@upwell/platform/i18n';
import { Empty, List, ListItem, Table, Tag } from '@upwell/platform/ui';
import type { PowersDocument, RegisterLine } from '../register.ts';

/** Who holds which seat: the role, the holder where they agreed to be named, the vote, the powers, the term. */
export function Seats({
  t,
  lines,
  caption,
  links = false,
}: {
  t: Translator;
  lines: readonly RegisterLine[];
  caption: string;
  links?: boolean;
}) {
  if (lines.length === 0) return <Empty icon="people" title={t('ground.seats.none')} />;
  const who = ({ name, empty }: RegisterLine) =>
    empty ? (
      <Tag icon="door">{t('ground.seats.empty')}</Tag>
    ) : name ? (
      <span dir="auto">{name}</span>
    ) : (
      t('ground.seats.not-named')
    );
  return (
    <Table
      caption={caption}
      columns={['role', 'who', 'vote', 'powers', 'term', 'kind'].map((column) => ({
        label: t(`ground.seats.${column}`),
      }))}
      rows={lines.map((line) => [
        <span key="role" dir="auto">
          {links ? <a href={`/roles/${line.role.id}`}>{line.role.name}</a> : line.role.name}
          {line.role.seatFor && <small className="quiet"> {line.role.seatFor}</small>}
        </span>,
        who(line),
        t(line.role.hasVote ? 'platform.answer.yes' : 'platform.answer.no'),
        line.role.powers.length > 0
          ? t.list(line.role.powers.map((power) => t(`ground.power.${power}`)))
          : t('ground.seats.no-powers'),
        line.role.termEnd
          ? t('ground.seats.from-to', { from: t.date(line.role.termStart), to: t.date(line.role.termEnd) })
          : t('ground.seats.from', { from: t.date(line.role.termStart) }),
        t(`ground.role-kind.${line.role.kind}`),
      ])}
    />
  );
}

/** What stands behind powers. */
export const Documents = ({ t, documents }: { t: Translator; documents: readonly PowersDocument[] }) => (
  <List kind="rows" label={t('ground.documents.title')}>
    {documents.map((document) => (
      <ListItem
        key={document.id}
        title={<span dir="auto">{document.title}</span>}
        href={document.link ?? undefined}
        label={t(`ground.document-kind.${document.kind}`)}
      >
        <p dir="auto">{document.says}</p>
        {document.betweenWhom && <p dir="auto">{t('ground.document.between', { whom: document.betweenWhom })}</p>}
        <p>
          {document.untilDay
            ? t('ground.seats.from-to', { from: t.date(document.fromDay), to: t.date(document.untilDay) })
            : t('ground.seats.from', { from: t.date(document.fromDay) })}
        </p>
        {document.continuedBy && <p dir="auto">{t('ground.document.continued', { whom: document.continuedBy })}</p>}
      </ListItem>
    ))}
  </List>
);
