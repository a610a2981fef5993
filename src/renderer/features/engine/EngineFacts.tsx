import { useTranslation } from 'react-i18next';
import type { EngineStatus } from '../../../shared/local-engine/index.ts';
import classes from './EnginePage.module.css';

/** Version and counts of the engine. */
export function EngineFacts({ status }: { status: EngineStatus }) {
  const { t } = useTranslation();
  const { counts } = status;
  const facts: [string, string | number][] = [
    // Both are known once the engine has started.
    ...(status.onnxruntime === ''
      ? []
      : ([
          [t('engine.facts.onnxruntime'), status.onnxruntime],
          [t('engine.facts.executionProvider'), t(`engine.provider.${status.executionProvider}`)],
        ] satisfies [string, string][])),
    [t('engine.facts.loads'), counts.loads],
    [t('engine.facts.hits'), counts.hits],
    [t('engine.facts.evictions'), counts.evictions],
    [t('engine.facts.restarts'), counts.restarts],
  ];
  return (
    <section className={classes.section} data-section="engine-facts">
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name} className={classes.fact}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
