import { ParameterValidationError } from '../../../shared/base/index.ts';

/**
 * `owner/name`, then any further path, in plain characters. The official client would take a whole address for an id, and
 * send the key to any host that ends in `fal.ai` or `fal.run`, `evilfal.ai` too (measured with 1.10.1).
 */
const endpointId = /^[a-z0-9][\w-]*(\/[A-Za-z0-9][\w-]*(\.[\w-]+)*){1,6}$/i;
const requestId = /^[\w-]{1,128}$/;

/** Endpoints under these have one part more in their name. */
const namespaces = new Set(['workflows', 'comfy']);

/** An endpoint id as it may become part of an address. Throws ParameterValidationError. */
export function requireEndpoint(endpoint: string): string {
  if (endpointId.test(endpoint) && endpoint.length <= 200) return endpoint;
  throw new ParameterValidationError('invalid', `"${endpoint}" is not an endpoint of fal.`, {
    hint: 'A template names it as owner/name or owner/name/path.',
    values: { parameter: 'endpoint', model: endpoint, reason: 'not owner/name[/path]' },
  });
}

/** The app of an endpoint: its requests are found under it, without the path (`fal-ai/flux` for `fal-ai/flux/dev`). */
export function appOf(endpoint: string): string {
  const parts = endpoint.split('/');
  return parts.slice(0, namespaces.has(parts[0] ?? '') ? 3 : 2).join('/');
}

/** Our id of a job: to look at a request, its endpoint has to be known. */
export function toRemoteId(endpoint: string, request: string): string {
  return `${endpoint}#${request}`;
}

/** Endpoint and request of our id. Throws ParameterValidationError when it is none. */
export function fromRemoteId(remoteId: string): { endpoint: string; request: string } {
  const at = remoteId.lastIndexOf('#');
  const request = remoteId.slice(at + 1);
  if (at < 0 || !requestId.test(request)) {
    throw new ParameterValidationError('invalid', `"${remoteId}" is not a job of fal.`, {
      hint: 'Look at the jobs on fal’s own page.',
      values: { parameter: 'job', model: 'fal', reason: 'not endpoint#request' },
    });
  }
  return { endpoint: requireEndpoint(remoteId.slice(0, at)), request };
}

/** Whether a request id of the provider may become part of an address. */
export function isRequestId(value: unknown): value is string {
  return typeof value === 'string' && requestId.test(value);
}
