import { dirname, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Who may import what, as the architecture says. Tests may import anything; they are linted without this rule. */
export const boundaries = {
  meta: { type: 'problem' },
  create(context) {
    const from = place(relative(ROOT, context.filename).split(sep).join('/'));
    const check = (node, typesOnly) => {
      const specifier = node?.value;
      if (typeof specifier !== 'string') return;
      const problem = specifier.startsWith('.')
        ? fileProblem(from, place(relative(ROOT, resolve(dirname(context.filename), specifier)).split(sep).join('/')), typesOnly)
        : packageProblem(from, specifier, typesOnly);
      if (problem) context.report({ node, message: problem });
    };
    return {
      ImportDeclaration: (node) => check(node.source, node.importKind === 'type'),
      ExportNamedDeclaration: (node) => check(node.source, node.exportKind === 'type'),
      ExportAllDeclaration: (node) => check(node.source, node.exportKind === 'type'),
      ImportExpression: (node) => check(node.source, false),
    };
  },
};

/** Which part of the house a file stands in. */
function place(path) {
  const [, part, rest] = /^functions\/src\/(platform|domains|workflows)\/(.*)$/.exec(path) ?? [];
  if (part === 'domains') {
    const [domain, ...inner] = rest.split('/');
    return { part, domain, isApi: inner.join('/') === 'api.ts', path };
  }
  if (part) return { part, path };
  if (path.startsWith('functions/src/')) return { part: 'entry', path };
  return { part: path.split('/')[0], path };
}

const SERVER_PARTS = ['platform', 'domains', 'workflows', 'entry'];

function fileProblem(from, to, typesOnly) {
  if (from.part === 'client') {
    return SERVER_PARTS.includes(to.part) && !typesOnly ? 'The client takes types from the server, never code.' : undefined;
  }
  if (!SERVER_PARTS.includes(from.part)) return undefined;
  if (['local', 'bench', 'client', 'lint'].includes(to.part)) return `What is deployed imports nothing from ${to.part}/.`;
  if (from.part === 'entry') return undefined;
  if (from.part === 'platform') return to.part === 'platform' ? undefined : 'The platform knows no domain and no workflow.';
  if (to.part === 'entry') return 'Only index.ts and the registry stand above the domains: take what is needed as an argument.';
  if (from.part === 'domains') return domainProblem(from, to);
  return undefined;
}

function domainProblem(from, to) {
  if (to.part === 'workflows') return 'A workflow joins domains; a domain does not know it.';
  if (to.part === 'domains' && to.domain !== from.domain && !to.isApi) {
    return `The domain ${from.domain} may import only api.ts of the domain ${to.domain}.`;
  }
  return undefined;
}

function packageProblem(from, specifier, typesOnly) {
  const server = /^(firebase-admin|firebase-functions|node:)/.exec(specifier);
  if (from.part === 'client' && server && !typesOnly) return `The client runs in browsers: no ${specifier} there.`;
  if (SERVER_PARTS.includes(from.part) && /^(firebase$|firebase\/)/.test(specifier)) {
    return 'The server uses firebase-admin; the client SDK is for clients.';
  }
  return undefined;
}
