import type { Translator } from '@upwell/platform/i18n';
import { Details, Table } from '@upwell/platform/ui';
import { type Sums, unspent } from '../model.ts';

/** Where the money of a fund or an award is: three bars on one scale, each with its words, and the table they are drawn from. */
export function MoneyBar({
  t,
  whole,
  wholeLabel,
  sums,
  showPromised = true,
}: {
  t: Translator;
  /** Pence that the full width stands for. */
  whole: number;
  wholeLabel: string;
  sums: Sums;
  showPromised?: boolean;
}) {
  const bars = [
    { key: 'promised', tone: 'promised', pence: sums.promised },
    { key: 'paid', tone: 'done', pence: sums.paid },
    { key: 'spent', tone: 'changed', pence: sums.spent },
  ].filter(({ key }) => showPromised || key !== 'promised');
  return (
    <div className="figure">
      {bars.map(({ key, tone, pence }) => (
        <div key={key} className={`tone-${tone}`}>
          <b>{t.money(pence)}</b> {t(`fund.kind.${key}`)}{' '}
          <span className="quiet">{t('fund.bar.of', { whole: t.money(whole) })}</span>
          <svg viewBox="0 0 1000 36" width="100%" height="36" preserveAspectRatio="none" aria-hidden="true">
            <rect x="0" y="8" width="1000" height="4" rx="2" fill="var(--line)" />
            <rect
              x={t.dir === 'rtl' ? 1000 - widthOf(pence, whole) : 0}
              y="2"
              width={widthOf(pence, whole)}
              height="16"
              rx="3"
              fill="var(--tone)"
            />
          </svg>
        </div>
      ))}
      <Details summary={t('fund.bar.table')}>
        <Table
          caption={t('fund.bar.caption')}
          hideCaption
          columns={[{ label: t('fund.bar.what') }, { label: t('fund.bar.amount'), numeric: true }]}
          rows={[
            [wholeLabel, t.money(whole)],
            ...(['promised', 'paid', 'spent', 'returned', 'reinvested'] as const).map((kind) => [
              t(`fund.kind.${kind}`),
              t.money(sums[kind]),
            ]),
            [t('fund.kind.unspent'), t.money(unspent(sums))],
          ]}
        />
      </Details>
    </div>
  );
}

const widthOf = (pence: number, whole: number): number =>
  whole === 0 ? 0 : Math.max(pence > 0 ? 4 : 0, Math.round((1000 * Math.min(pence, whole)) / whole));
