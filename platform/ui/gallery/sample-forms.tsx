import { Button, LinkButton } from '../button.tsx';
import { Checkbox, Checkboxes, Radios, Select } from '../choices.tsx';
import { DateField } from '../date-field.tsx';
import { ErrorSummary } from '../error-summary.tsx';
import { Fieldset } from '../fieldset.tsx';
import { Form } from '../form.tsx';
import { Actions } from '../heading.tsx';
import { ProgressSteps } from '../progress-steps.tsx';
import { FileField, MoneyField, TextArea, TextField } from '../text-fields.tsx';

const CHANNELS = [
  { value: 'text', label: 'By text', hint: 'One message, when there is a reply' },
  { value: 'email', label: 'By e-mail' },
  { value: 'poster', label: 'A poster in the lodge is enough', divider: 'or' },
];

/** Every form control, as it arrives. */
export function SampleForm() {
  return (
    <Form action="#" label="Every field" files>
      <ProgressSteps current={2} total={5} />
      <TextField
        name="called"
        label="What shall we call you?"
        hint="A nickname is enough."
        optional
        autoComplete="nickname"
        width={20}
      />
      <TextArea name="story" label="What happened?" hint="In your own words and your own language." rows={4} />
      <Radios
        name="where"
        label="Where do you work?"
        choices={[
          { value: 'ward', label: 'On the wards' },
          { value: 'kitchen', label: 'Kitchen', hint: 'Early and late' },
          { value: 'other', label: 'Somewhere else', more: <TextField name="where-other" label="Where?" /> },
        ]}
        value="kitchen"
      />
      <Checkboxes name="tell" label="How shall we tell you what came of it?" choices={CHANNELS} values={['text']} />
      <Fieldset legend="The walk">
        <DateField name="start" label="When should it start?" hint="For example 14 3 2026" value="2026-03-14" />
        <MoneyField name="cost" label="What would it cost?" hint="A guess will do." pence={120000} />
        <Select
          name="nearest"
          label="Nearest place"
          choices={[
            { value: 'h', label: 'Harbour library' },
            { value: 'l', label: 'Lifeboat hall' },
          ]}
          empty="Choose one"
        />
      </Fieldset>
      <FileField
        name="photo"
        label="A photo"
        hint="Where it was taken is removed before anyone sees it."
        optional
        accept="image/*"
      />
      <Checkbox name="public" label="You may quote my words, without my name" />
      <Actions>
        <Button>Send it</Button>
        <LinkButton href="#" kind="quiet" icon="print">
          Print it instead
        </LinkButton>
        <Button kind="danger">Take it back</Button>
      </Actions>
    </Form>
  );
}

const PROBLEMS = {
  'bad-story': { key: 'error.missing' },
  'bad-start': { key: 'error.not-a-date' },
  'bad-where': { key: 'error.choose-one' },
};

/** The same form, sent back with problems: everything typed is still there. */
export function SampleProblems() {
  return (
    <>
      <ErrorSummary problems={PROBLEMS} takesFocus={false} />
      <Form
        action="#"
        label="Sent back"
        problems={PROBLEMS}
        typed={{
          'bad-called': 'Jean <b>of</b> the kitchen',
          'bad-start-day': '31',
          'bad-start-month': '2',
          'bad-start-year': '2026',
        }}
      >
        <TextField name="bad-called" label="What shall we call you?" />
        <TextArea name="bad-story" label="What happened?" rows={2} />
        <DateField name="bad-start" label="When did it start?" />
        <Radios
          name="bad-where"
          label="Where?"
          inline
          choices={[
            { value: 'a', label: 'At home' },
            { value: 'b', label: 'At work' },
          ]}
        />
        <Button>Send it again</Button>
      </Form>
    </>
  );
}
