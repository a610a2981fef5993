import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useConversions, useLinkStatus, useStudio } from '../../studio/index.ts';
import { Waiting } from '../../ui/index.ts';
import { ConversionResult } from './ConversionResult.tsx';
import { ConversionProgress } from './ConversionProgress.tsx';
import { FailureAlert } from './FailureAlert.tsx';
import { WeightsTable } from './WeightsTable.tsx';
import classes from './ModelDetails.module.css';

/** The weights of a model on this machine, and smaller ones that can be written beside them. */
export function SmallerWeights({ model }: { model: string }) {
  const { t } = useTranslation();
  const { conversions } = useStudio();
  const isConnected = useLinkStatus() === 'connected';
  const known = useConversions((state) => state.variants.get(model));
  const conversion = useConversions((state) => state.conversions.get(model));
  useEffect(() => {
    if (isConnected) void conversions.look(model);
  }, [conversions, isConnected, model]);

  if (known !== undefined && 'value' in known && known.value === null) return null;
  const variants = known !== undefined && 'value' in known ? known.value : null;
  return (
    <div data-section="weights">
      <h3 className={classes.heading}>{t('models.weights.title')}</h3>
      {known === undefined ? <Waiting size="sm" label={t('models.weights.looking')} /> : null}
      {known !== undefined && 'failure' in known ? <FailureAlert failure={known.failure} /> : null}
      {variants === null ? null : (
        <>
          <p className={classes.soft}>{t(variants.isShipped ? 'models.weights.shipped' : 'models.weights.hint')}</p>
          <WeightsTable
            variants={variants}
            isBusy={conversion?.kind === 'running'}
            onWrite={(terms) => void conversions.convert(model, terms)}
          />
          {variants.problems.map((failure) => (
            <FailureAlert key={`${failure.place.file ?? ''} ${failure.kind}`} failure={failure} />
          ))}
          {conversion?.kind === 'running' ? (
            <ConversionProgress
              running={conversion}
              components={variants.components}
              onStop={() => conversions.cancel(model)}
            />
          ) : null}
        </>
      )}
      {conversion === undefined || conversion.kind === 'running' ? null : <ConversionResult conversion={conversion} />}
    </div>
  );
}
