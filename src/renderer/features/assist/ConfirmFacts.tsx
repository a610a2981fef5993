import { useTranslation } from 'react-i18next';
import { parameterNameOf } from '../../../shared/assist/index.ts';
import { withDefaults, type ModelTemplate } from '../../../shared/template/index.ts';
import { failureText, formatDuration, formatPrice, formatUsd, useLanguage, type Translate } from '../../i18n/index.ts';
import { needsConsent, useAssist, useDocument, type PlannedGeneration } from '../../studio/index.ts';
import { adviceChanges } from './advice-changes.ts';
import { advisedTime, timeOf } from './batch-cost.ts';
import { changeText } from './change-text.ts';
import { memoryText, timeErrorText, timeText } from './estimate-text.ts';
import { variedText } from './varied-text.ts';
import classes from './GenerateConfirm.module.css';
import dialog from './PromptDialog.module.css';

/** What will run, the changes against the advice, and the three prices of it: time, memory, money. */
export function ConfirmFacts({ planned }: { planned: PlannedGeneration }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const draft = useAssist((state) => state.draft);
  const templates = useDocument((state) => state.templates);
  const { plan, pictures, recommendation, wanted, capMicroUsd } = planned;
  const failures = plan.cells.flatMap(({ failure }) => (failure === null ? [] : [failure]));
  const toRun = plan.cells.filter(({ action }) => action === 'run');
  const models = [
    ...new Set((toRun.length > 0 ? toRun : plan.cells).map(({ model }) => templates.get(model)?.title ?? model)),
  ];
  const what = t('assist.confirm.what', { count: toRun.length, model: models.join(', ') });
  // What is left of a generation, or can be made of it, is no whole product.
  const isWhole = wanted.kind === 'new' && toRun.length === pictures.length;
  const varied = variedText(isWhole ? pictures : [], t, language);
  const estimate = recommendation?.params.estimate ?? null;
  const isChanged =
    recommendation !== null && adviceChanges(draft, recommendation).some(({ kind }) => kind === 'parameter');
  return (
    <>
      <p className={dialog.prompt} data-prompt>
        {plannedPrompt(planned, templates)}
      </p>
      {failures.map((failure) => (
        <p key={failure.message} className={classes.failure} role="alert">
          {failureText(failure, language).whole}
        </p>
      ))}
      <dl className={classes.facts}>
        <dt>{t('assist.confirm.runs')}</dt>
        <dd>{varied.factors === '' ? what : t('axes.product', { factors: varied.factors, pictures: what })}</dd>
        {varied.axes.length === 0 ? null : (
          <>
            <dt>{t('axes.varied')}</dt>
            <dd data-varied>
              {varied.axes.map((axis) => (
                <div key={axis}>{axis}</div>
              ))}
            </dd>
          </>
        )}
        {wanted.kind === 'new' ? null : (
          <>
            <dt>{t('onceMore.settings')}</dt>
            <dd>{t(`onceMore.asBefore.${wanted.kind}`)}</dd>
          </>
        )}
        {recommendation === null ? null : (
          <>
            <dt>{t('assist.confirm.changes')}</dt>
            <dd>
              <Changes planned={planned} />
            </dd>
          </>
        )}
        {estimate === null ? null : (
          <>
            <dt>{t('assist.estimate.time')}</dt>
            <dd>
              {timeText(estimate, t, language)}
              {pictures.length > 1 ? ` ${t('assist.confirm.each')}${allTime(planned, templates, t, language)}` : ''}
              <small>
                {timeErrorText(estimate, t, language)}
                {isChanged ? ` · ${t('assist.confirm.forAdvice')}` : ''}
              </small>
            </dd>
            <dt>{t('assist.estimate.memory')}</dt>
            <dd>{memoryText(estimate, t, language)}</dd>
          </>
        )}
        <dt>{t('assist.confirm.price')}</dt>
        <dd data-price>{formatPrice(plan.totals.price, t, language)}</dd>
        {needsConsent(plan) ? (
          <>
            <dt>{t('launch.limits')}</dt>
            <dd data-limit>
              {capMicroUsd === null
                ? t('launch.noLimit')
                : t('onceMore.limit', { amount: formatUsd(capMicroUsd, language) })}
            </dd>
          </>
        ) : null}
      </dl>
    </>
  );
}

/** ", about 2 min in all"; nothing where no time is foretold. */
function allTime(
  { plan, recommendation }: PlannedGeneration,
  templates: ReadonlyMap<string, ModelTemplate>,
  t: Translate,
  language: string,
): string {
  const template = templates.get(plan.cells[0]?.model ?? '');
  const timed = recommendation === null ? null : advisedTime(recommendation);
  if (template === undefined || timed === null) return '';
  const seconds = timeOf(
    plan.cells.map(({ parameters }) => withDefaults(template, parameters)),
    template,
    timed,
  );
  return `, ${t('axes.about', { time: formatDuration(seconds * 1000, language) })} ${t('axes.inAll')}`;
}

/** The prompt as it will run: with the trigger words of the LoRAs that are really used. */
function plannedPrompt(
  { plan, prompt: typed }: PlannedGeneration,
  templates: ReadonlyMap<string, ModelTemplate>,
): string {
  const first = plan.cells.find(({ action }) => action === 'run') ?? plan.cells[0];
  const template = templates.get(first?.model ?? '');
  const name = template === undefined ? null : parameterNameOf(template, 'prompt');
  const prompt = name === null ? undefined : first?.parameters[name];
  return typeof prompt === 'string' ? prompt : typed;
}

function Changes({ planned: { recommendation } }: { planned: PlannedGeneration }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const draft = useAssist((state) => state.draft);
  const changes = recommendation === null ? [] : adviceChanges(draft, recommendation);
  if (changes.length === 0) return t('assist.confirm.asAdvised');
  return (
    <ul className={classes.changes} data-changes={changes.length}>
      {changes.map((change) => {
        const text = changeText(change, t, language);
        return <li key={text}>{text}</li>;
      })}
    </ul>
  );
}
