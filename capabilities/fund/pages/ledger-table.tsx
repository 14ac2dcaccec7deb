import type { Translator } from '@upwell/platform/i18n';
import { Table } from '@upwell/platform/ui';
import type { Line } from '../queries.ts';

/** Lines of the ledger as they were written; a line that puts another right says so. */
export function LedgerTable({
  t,
  lines,
  withAward = false,
  mayCorrect = false,
}: {
  t: Translator;
  lines: readonly Line[];
  withAward?: boolean;
  mayCorrect?: boolean;
}) {
  return (
    <Table
      caption={t('fund.ledger.caption')}
      hideCaption
      columns={[
        { label: t('fund.ledger.day') },
        { label: t('fund.ledger.what') },
        ...(withAward ? [{ label: t('fund.award.to') }] : []),
        { label: t('fund.bar.amount'), numeric: true },
        { label: t('fund.ledger.note') },
      ]}
      rows={lines.map((line) => [
        t.date(line.day),
        line.corrects ? t('fund.ledger.corrected', { kind: t(`fund.kind.${line.kind}`) }) : t(`fund.kind.${line.kind}`),
        ...(withAward
          ? [
              <a key="award" href={`/awards/${line.awardId}`}>
                {line.to}
              </a>,
            ]
          : []),
        t.money(line.pence),
        <>
          {line.note && <>{line.note} · </>}
          <span className="quiet">{line.by}</span>
          {mayCorrect && !line.corrects && (
            <>
              {' '}
              · <a href={`/awards/${line.awardId}/lines/${line.id}/correct`}>{t('fund.correct.link')}</a>
            </>
          )}
        </>,
      ])}
    />
  );
}
