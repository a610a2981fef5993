import { useTranslation } from 'react-i18next';
import { useView } from '../../studio/index.ts';
import type { Reference } from './layout-graph.ts';
import { useWireFocus } from './use-wire-focus.ts';
import { wireName } from './wire-name.ts';
import classes from './GraphOverviewLayer.module.css';

const itself = (element: HTMLDivElement): HTMLDivElement => element;

/** The selected line for the keyboard and for screen readers, while lines are only drawn. */
export function OverviewWire({ references }: { references: readonly Reference[] }) {
  const selected = useView((state) => state.reference);
  const chosen = references.find(({ source, target }) => source === selected?.source && target === selected.target);
  return chosen === undefined ? null : <ChosenWire key={`${chosen.source}>${chosen.target}`} reference={chosen} />;
}

function ChosenWire({ reference }: { reference: Reference }) {
  const { t } = useTranslation();
  const element = useWireFocus(true, itself);
  return (
    <div
      ref={element}
      role="group"
      tabIndex={-1}
      className={classes.list}
      aria-roledescription={t('canvas.line')}
      aria-label={wireName(reference, t)}
      data-wire={`${reference.source}>${reference.target}`}
    />
  );
}
