import { type Method, type Route } from './route.ts';

/** One place in the tree of paths: what follows literally, what follows as a parameter, and what can be done here. */
interface Node {
  readonly literals: Map<string, Node>;
  parameter: Node | undefined;
  readonly routes: Map<Method, Route>;
}

/** Routes by path, and what was found: the route, or the methods that the path does have. */
export interface Matched {
  readonly route: Route | undefined;
  readonly allowed: readonly Method[];
  /** The path's parameters by name, decoded. */
  readonly values: Readonly<Record<string, string>>;
}

/** Builds the tree once. @returns a function that finds the route of a path without `/v1`, or `undefined` for no such path */
export function matcher(routes: readonly Route[]): (method: string, path: string) => Matched | undefined {
  const root = node();
  for (const route of routes) plant(root, route);
  return (method, path) => {
    const segments = path.split('/').slice(1);
    const found = segments.every((segment) => segment !== '') ? descend(root, segments) : undefined;
    if (found === undefined) return undefined;
    const route = found.node.routes.get((method === 'HEAD' ? 'GET' : method) as Method);
    const names = (route ?? [...found.node.routes.values()][0])?.pathFields ?? [];
    return {
      route,
      allowed: [...found.node.routes.keys()],
      values: Object.fromEntries(names.map((name, place) => [name, found.values[place] ?? ''])),
    };
  };
}

function node(): Node {
  return { literals: new Map(), parameter: undefined, routes: new Map() };
}

function plant(root: Node, route: Route): void {
  let at = root;
  for (const segment of route.path.split('/').slice(1)) {
    if (segment.startsWith('{')) at = at.parameter ??= node();
    else {
      const next = at.literals.get(segment) ?? node();
      at.literals.set(segment, next);
      at = next;
    }
  }
  at.routes.set(route.method, route);
}

/** A literal wins over a parameter; when it leads nowhere, the parameter is tried. */
function descend(at: Node, segments: readonly string[]): { node: Node; values: readonly string[] } | undefined {
  const [segment, ...rest] = segments;
  if (segment === undefined) return at.routes.size > 0 ? { node: at, values: [] } : undefined;
  const literal = at.literals.get(segment);
  const found = literal === undefined ? undefined : descend(literal, rest);
  if (found !== undefined || at.parameter === undefined) return found;
  const below = descend(at.parameter, rest);
  const value = decoded(segment);
  return below === undefined || value === undefined ? undefined : { node: below.node, values: [value, ...below.values] };
}

/** `undefined` for a segment that is no text in percent encoding. */
function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
