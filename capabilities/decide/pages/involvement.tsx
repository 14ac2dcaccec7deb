import type { Translator } from '@upwell/platform/i18n';
import { Notice, Section, Table } from '@upwell/platform/ui';
import type { InputsBySource, Involvement } from '../model.ts';
import type { Inputs } from '../queries.ts';

const amount = (t: Translator, { counted, uncounted }: InputsBySource) =>
  [counted > 0 && t.number(counted), uncounted > 0 && t('decide.input.uncounted', { n: uncounted })]
    .filter(Boolean)
    .join(' + ');

const inWords = (t: Translator, involvement: Involvement) =>
  t.list(
    involvement.bySource.map((each) =>
      t('decide.involvement.each', { source: t(`decide.source.${each.source}`), n: amount(t, each) }),
    ),
  );

/** The involvement statement, at the top of a decision or a paper. Without direct input it cannot be overlooked (rule 2, DE07). */
export function InvolvementStatement({ t, involvement }: { t: Translator; involvement: Involvement }) {
  if (involvement.noDirect)
    return (
      <Notice kind="care" title={t('decide.involvement.none')}>
        {involvement.nothing
          ? t('decide.involvement.nothing')
          : t('decide.involvement.only', { inputs: inWords(t, involvement) })}
      </Notice>
    );
  return (
    <Notice title={t('decide.involvement.direct')}>
      {t('decide.involvement.heard', { inputs: inWords(t, involvement) })}
    </Notice>
  );
}

/** Everything that went in, by whose voice it is: counted here, and brought from elsewhere. */
export function InputsTable({ t, inputs }: { t: Translator; inputs: Inputs }) {
  if (inputs.counted.length + inputs.typed.length === 0) return null;
  return (
    <Section title={t('decide.inputs.title')}>
      <Table
        caption={t('decide.inputs.caption')}
        hideCaption
        columns={[
          { label: t('decide.inputs.whose') },
          { label: t('decide.inputs.who') },
          { label: t('decide.inputs.number'), numeric: true },
        ]}
        rows={[
          ...inputs.counted.map(({ source, number }) => [
            t(`decide.source.${source}`),
            t('decide.inputs.here'),
            t.number(number),
          ]),
          ...inputs.typed.map((input) => [
            t(`decide.source.${input.source}`),
            <span key="who" dir="auto">
              {input.who}
              {input.note && <small className="quiet"> {input.note}</small>}
            </span>,
            input.number === null ? t('decide.inputs.not-counted') : t.number(input.number),
          ]),
        ]}
      />
    </Section>
  );
}
