import { DateInput } from 'nhsuk-react-components';
import { type FieldProps, useField } from './form.tsx';
import { useSpeech } from './speech.tsx';

/**
 * A date in three boxes, sent as `name-day`, `name-month`, `name-year`; the http room joins them to one day.
 * `value` is `YYYY-MM-DD`. An error summary leads to the day.
 */
export function DateField({ value, ...rest }: FieldProps & { value?: string }) {
  const { t } = useSpeech();
  const { shared, legend, typedPart } = useField(rest);
  const [year, month, day] = value?.split('-') ?? [];
  const was = (part: 'day' | 'month' | 'year', from: string | undefined) => {
    const typed = typedPart(part);
    return typeof typed === 'string' ? typed : from?.replace(/^0/, '');
  };
  return (
    <DateInput {...shared} id={`${shared.id}-date`} {...legend}>
      <DateInput.Day id={shared.id} label={t('ui.date.day')} defaultValue={was('day', day)} />
      <DateInput.Month id={`${shared.id}-month`} label={t('ui.date.month')} defaultValue={was('month', month)} />
      <DateInput.Year id={`${shared.id}-year`} label={t('ui.date.year')} defaultValue={was('year', year)} />
    </DateInput>
  );
}
