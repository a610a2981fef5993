import { useLayoutEffect, useMemo, useRef } from 'react';

type Handler = (...values: unknown[]) => unknown;

/**
 * The properties with handlers that stay the same functions and call the newest ones. React Flow draws all nodes and
 * lines again when it is given another handler.
 */
export function useSteady<T extends object>(given: T): T {
  const newest = useRef<object>(given);
  useLayoutEffect(() => {
    newest.current = given;
  });
  const names = Object.entries(given).flatMap(([name, value]) => (typeof value === 'function' ? [name] : []));
  const list = names.join(' ');
  const steady = useMemo(() => {
    const call = (name: string): Handler => {
      return (...values) => (newest.current as Record<string, Handler>)[name]?.(...values);
    };
    return Object.fromEntries(list.split(' ').map((name) => [name, call(name)]));
  }, [list]);
  return { ...given, ...steady };
}
