import { useTranslation } from 'react-i18next';
import type { EngineStatus } from '../../../shared/local-engine/index.ts';
import { formatBytes, useLanguage } from '../../i18n/index.ts';
import classes from './EnginePage.module.css';
import { MemoryBar } from './MemoryBar.tsx';
import { memoryParts } from './memory-parts.ts';

/** What fills the memory of this machine, and of its graphics card where there is one to read. */
export function MemorySection({ status }: { status: EngineStatus }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { reading, budget } = status;
  const { parts, budgetShare } = memoryParts(status);
  const { vramTotalBytes, vramUsedBytes } = reading;
  return (
    <section className={classes.section} data-section="memory">
      <h2 className={classes.heading}>{t('engine.memory.title')}</h2>
      <MemoryBar
        label={t('engine.memory.label')}
        parts={parts.map(({ kind, bytes, share }) => ({ kind, bytes, share, name: t(`engine.memory.${kind}`) }))}
        budget={{
          share: budgetShare,
          text: t('engine.memory.budget', { budget: formatBytes(budget.ramBytes, language) }),
        }}
        notes={[
          t('engine.memory.machine', { total: formatBytes(reading.systemTotalBytes, language) }),
          ...(reading.peakBytes === 0
            ? []
            : [t('engine.memory.peak', { peak: formatBytes(reading.peakBytes, language) })]),
        ]}
      />
      {vramTotalBytes === null || vramUsedBytes === null || vramTotalBytes === 0 ? null : (
        <MemoryBar
          label={t('engine.memory.vram')}
          parts={[
            {
              kind: 'others',
              name: t('engine.memory.used'),
              bytes: vramUsedBytes,
              share: Math.min(1, vramUsedBytes / vramTotalBytes),
            },
            {
              kind: 'free',
              name: t('engine.memory.free'),
              bytes: Math.max(0, vramTotalBytes - vramUsedBytes),
              share: Math.max(0, 1 - vramUsedBytes / vramTotalBytes),
            },
          ]}
          budget={
            budget.vramBytes === null
              ? null
              : {
                  share: Math.min(1, budget.vramBytes / vramTotalBytes),
                  text: t('engine.memory.budget', { budget: formatBytes(budget.vramBytes, language) }),
                }
          }
          notes={[t('engine.memory.vramMachine', { total: formatBytes(vramTotalBytes, language) })]}
        />
      )}
    </section>
  );
}
