import type { JsonObject, JsonValue } from '../base/index.ts';
import { parametersOfCost } from './cost.ts';
import { endpointProblem } from './endpoint.ts';
import { schemaFaults, type SchemaFault } from './schema-rules.ts';
import type { TemplateFields } from './template-fields.ts';

/** Providers that send a bill: their calls are never free. */
const paidProviders: ReadonlySet<string> = new Set(['replicate', 'fal']);

/** What the parts of a template demand of each other. */
export function templateFaults(template: TemplateFields): SchemaFault[] {
  const { provider, endpoint, parameters, rules, cost, output } = template;
  const faults = [
    ...identityFaults(template),
    ...schemaFaults(parameters, ['parameters']),
    ...rules.flatMap(({ schema }, index) => schemaFaults(schema, ['rules', index, 'schema'])),
    ...parameterFaults(parameters),
  ];
  const problem = endpointProblem(provider, endpoint);
  if (problem !== null) faults.push({ path: ['endpoint'], message: problem });
  if (cost.kind === 'free' && paidProviders.has(provider)) {
    faults.push({ path: ['cost', 'kind'], message: `${provider} charges for its models: give a price, or "unknown".` });
  }
  const names = new Set(Object.keys(isObject(parameters.properties) ? parameters.properties : {}));
  const named = parametersOfCost(cost).map(({ name, path }) => ({ name, path: ['cost', ...path] }));
  if (typeof output.extension === 'object') {
    named.push({ name: output.extension.parameter, path: ['output', 'extension', 'parameter'] });
  }
  rules.forEach(({ pointer }, index) => {
    named.push({ name: pointer.split('/')[1] ?? '', path: ['rules', index, 'pointer'] });
  });
  for (const { name, path } of named) {
    if (!names.has(name)) faults.push({ path, message: `There is no parameter "${name}".` });
  }
  return faults;
}

/** The id says what is called and charged, so it cannot stand for another endpoint. */
function identityFaults({ id, provider, endpoint }: TemplateFields): SchemaFault[] {
  const [prefix] = id.split('/');
  if (paidProviders.has(provider) && id !== `${provider}/${endpoint}`) {
    return [{ path: ['id'], message: `The id of this endpoint is "${provider}/${endpoint}".` }];
  }
  return prefix === provider ? [] : [{ path: ['id'], message: `The id begins with the provider, "${provider}/".` }];
}

function parameterFaults(parameters: JsonObject): SchemaFault[] {
  const { type, properties, required } = parameters;
  const faults: SchemaFault[] = [];
  if (type !== 'object') faults.push({ path: ['parameters', 'type'], message: 'The parameters are an "object".' });
  if (!isObject(properties)) {
    return [...faults, { path: ['parameters', 'properties'], message: 'The parameters have schemas by name.' }];
  }
  for (const [name, schema] of Object.entries(properties)) {
    const path = ['parameters', 'properties', name];
    if (name.length > 100) faults.push({ path, message: 'A name has 100 characters at most.' });
    if (!isObject(schema)) faults.push({ path, message: 'A parameter is described by an object.' });
  }
  for (const [index, name] of (Array.isArray(required) ? required : []).entries()) {
    if (typeof name !== 'string' || Object.hasOwn(properties, name)) continue;
    faults.push({ path: ['parameters', 'required', index], message: `There is no parameter "${name}".` });
  }
  return faults;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
