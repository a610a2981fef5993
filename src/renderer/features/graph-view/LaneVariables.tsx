import { useTranslation } from 'react-i18next';
import type { Unit } from '../../../shared/matrix/index.ts';
import { hasOwnId } from './has-own-id.ts';
import classes from './LaneNode.module.css';

/** Lines that a lane has room for beside a short title and its counts. */
const lines = 5;

/** Letters of a title that surely stand in one line. */
const oneLine = 13;

/** The variables of a unit in its lane, in whole lines; of those that find no room the last line says how many. */
export function LaneVariables({ unit }: { unit: Unit }) {
  const { t } = useTranslation();
  const variables = Object.entries(unit.vars);
  const isLong = (unit.title ?? unit.id).length > oneLine;
  const room = lines - Number(hasOwnId(unit)) - Number(isLong);
  const shown = variables.length > room ? variables.slice(0, room - 1) : variables;
  const rest = variables.slice(shown.length);
  return (
    <div className={classes.variables}>
      <dl className={classes.list}>
        {shown.map(([name, value]) => (
          <div key={name} className={classes.variable} title={`${name}: ${String(value)}`}>
            <dt>{name}</dt>
            <dd>{String(value)}</dd>
          </div>
        ))}
      </dl>
      {rest.length === 0 ? null : (
        <div className={classes.rest} title={rest.map(([name, value]) => `${name}: ${String(value)}`).join('\n')}>
          {t('canvas.moreVariables', { count: rest.length })}
        </div>
      )}
    </div>
  );
}
