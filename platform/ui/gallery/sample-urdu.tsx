import { Button } from '../button.tsx';
import { Card } from '../card.tsx';
import { Form } from '../form.tsx';
import { Actions, PageHeading } from '../heading.tsx';
import { HomeStream } from '../home-stream.tsx';
import { PowerLevel } from '../power-level.tsx';
import { Speaking, type Translate } from '../speech.tsx';
import { TextArea } from '../text-fields.tsx';
import { ThreadStream } from '../thread-stream.tsx';

/** The same parts from right to left, in Urdu. */
export function SampleUrdu({ t }: { t: Translate }) {
  return (
    <Speaking t={t} lang="ur">
      <div lang="ur" dir="rtl">
        <PageHeading title="یہاں زندگی کس چیز سے بہتر ہو گی؟">
          ایک بار، اپنے لفظوں میں کہیں۔ اکاؤنٹ کی ضرورت نہیں۔
        </PageHeading>
        <Card kind="strong">
          <Form action="#" label="کہیں">
            <TextArea name="ur-words" label="آپ کے الفاظ" rows={2} />
            <Actions>
              <Button>کہیں</Button>
              <Button kind="quiet" icon="mic">
                بول کر کہیں
              </Button>
            </Actions>
          </Form>
        </Card>
        <HomeStream
          finding="412 لوگوں نے کچھ کہا اور 371 کو جواب دیا گیا۔"
          reaches={[
            { step: 'said', count: 412, label: 'لوگوں نے کچھ کہا' },
            { step: 'means', count: 9, label: 'مطلب نکلے' },
            { step: 'decided', count: 4, label: 'فیصلے' },
            { step: 'promised', count: 11, label: 'وعدے' },
            { step: 'done', count: 23, label: 'کام جاری ہیں' },
            { step: 'changed', count: 0, label: 'تبدیلیاں معلوم ہیں' },
            { step: 'told', count: 371, label: 'لوگوں کو جواب ملا' },
          ]}
        />
        <ThreadStream
          label="کہی گئی بات سے جواب تک"
          stops={[
            { step: 'said', when: '14 مارچ', title: '”صبح کی شفٹ کے بعد کچھ نہیں چلتا۔“' },
            {
              step: 'changed',
              title: 'چلنے والوں سے کسی نے نہیں پوچھا',
              dry: { by: '12 دسمبر', owner: 'عملے کا گروپ' },
            },
            { step: 'told', when: '38 میں سے 34', body: <p>19 نے کہا کہ ان کی بات سنی گئی۔</p> },
          ]}
        />
        <PowerLevel level="together" />
      </div>
    </Speaking>
  );
}
