import type { ParameterDifference } from './recipe-parameters.ts';
import { readableValue } from './recipe-parameters.ts';
import { useParameterName } from './use-parameter-name.ts';
import classes from './CellHistory.module.css';

export interface DifferenceTableProps {
  caption: string;
  /** Headings of the two columns of values. */
  before: string;
  after: string;
  differences: readonly ParameterDifference[];
}

/** Two sets of parameters beside each other, only where they differ. */
export function DifferenceTable({ caption, before, after, differences }: DifferenceTableProps) {
  const nameOf = useParameterName();
  return (
    <table className={classes.table} data-differences>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{before}</th>
          <th scope="col">{after}</th>
        </tr>
      </thead>
      <tbody>
        {differences.map((each) => (
          <tr key={each.name}>
            <th scope="row">{nameOf({ name: each.name, title: null })}</th>
            <td>{readableValue(each.before)}</td>
            <td>{readableValue(each.after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
