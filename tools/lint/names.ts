/** The parts of the syntax tree in which a name is given; the rest of it is of no interest here. */
interface Identifier {
  type: 'Identifier';
  name: string;
}
type Pattern =
  | Identifier
  | { type: 'AssignmentPattern'; left: Pattern }
  | { type: 'RestElement'; argument: Pattern }
  | { type: 'ArrayPattern'; elements: (Pattern | null)[] }
  | { type: 'ObjectPattern'; properties: (Property | { type: 'RestElement'; argument: Pattern })[] };
interface Property {
  type: 'Property';
  value: Pattern;
  shorthand: boolean;
}
interface Context {
  report: (problem: { node: Identifier; message: string }) => void;
}

const isCamelCase = (name: string) => name.startsWith(name.charAt(0).toLowerCase()) && !name.includes('_');
const isPascalCase = (name: string) => name.startsWith(name.charAt(0).toUpperCase()) && !name.includes('_');
const isUpperCase = (name: string) => name === name.toUpperCase() && !/__|_$/.test(name) && !name.startsWith('_');

/** The names that a declaration gives by itself: a shorthand `{ asset_type }` repeats the other side's (snake_case on the wire). */
function chosenNames(pattern: Pattern): Identifier[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern];
    case 'AssignmentPattern':
      return chosenNames(pattern.left);
    case 'RestElement':
      return chosenNames(pattern.argument);
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element === null ? [] : chosenNames(element)));
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) => {
        if (property.type === 'RestElement') return chosenNames(property.argument);
        return property.shorthand ? [] : chosenNames(property.value);
      });
  }
}

/** Types are PascalCase, functions camelCase or (components) PascalCase, variables these or UPPER_CASE and may start with `_`. */
function create(context: Context) {
  const report = (node: Identifier, wanted: string) => {
    context.report({ node, message: `The name ${node.name} is not in ${wanted}.` });
  };
  const checkType = ({ id }: { id: Identifier | null }) => {
    if (id !== null && !isPascalCase(id.name)) report(id, 'PascalCase');
  };
  const checkFunction = ({ id }: { id: Identifier | null }) => {
    if (id !== null && !isCamelCase(id.name) && !isPascalCase(id.name)) report(id, 'camelCase or PascalCase');
  };
  return {
    ClassDeclaration: checkType,
    ClassExpression: checkType,
    TSInterfaceDeclaration: checkType,
    TSTypeAliasDeclaration: checkType,
    TSEnumDeclaration: checkType,
    TSTypeParameter: ({ name }: { name: Identifier }) => {
      checkType({ id: name });
    },
    FunctionDeclaration: checkFunction,
    FunctionExpression: checkFunction,
    TSDeclareFunction: checkFunction,
    VariableDeclarator: ({ id }: { id: Pattern }) => {
      for (const node of chosenNames(id)) {
        const name = node.name.replace(/^_/, '');
        if (!isCamelCase(name) && !isPascalCase(name) && !isUpperCase(name))
          report(node, 'camelCase, PascalCase or UPPER_CASE');
      }
    },
  };
}

/** The linter's own rules know no naming convention. */
export default { meta: { name: 'telar' }, rules: { names: { create } } };
