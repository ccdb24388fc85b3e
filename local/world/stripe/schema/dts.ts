/**
 * Reads the declaration files of the `stripe` package: interfaces, type aliases and namespaces, as one tree.
 * Only the grammar those generated files use is understood; anything else throws, so that a new form is noticed.
 */

/** A type expression, not yet resolved. */
export type TypeNode =
  | { kind: 'literal'; value: string | number | boolean | null }
  | { kind: 'name'; name: string; args: TypeNode[] }
  | { kind: 'union'; of: TypeNode[] }
  | { kind: 'intersection'; of: TypeNode[] }
  | { kind: 'array'; of: TypeNode }
  | { kind: 'object'; fields: Field[]; index?: TypeNode };

export interface Field {
  name: string;
  optional: boolean;
  type: TypeNode;
}

/** What one scope (a file or a namespace) declares. */
export interface Scope {
  parent?: Scope;
  path: string;
  types: Map<string, { node: TypeNode; extends: TypeNode[]; scope: Scope; params: string[] }>;
  scopes: Map<string, Scope>;
  imports: Map<string, { file: string; name: string }>;
  /** Methods of the resource classes: class, method, type name of each argument. */
  methods: { className: string; method: string; args: { name: string; type: TypeNode }[]; returns: TypeNode }[];
}

const TOKEN = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[A-Za-z_$][\w$]*|-?\d+(?:\.\d+)?|=>|\.\.\.|[^\s]/g;

const newScope = (path: string, parent?: Scope): Scope => ({
  ...(parent ? { parent } : {}),
  path,
  types: new Map(),
  scopes: new Map(),
  imports: new Map(),
  methods: [],
});

/** Parses one declaration file. `path` is kept to resolve its relative imports. */
export function parseDeclarations(text: string, path: string): Scope {
  const tokens = (text.match(TOKEN) ?? []).filter((t) => !t.startsWith('/*') && !t.startsWith('//'));
  const file = newScope(path);
  new Parser(tokens).block(file, false);
  return file;
}

class Parser {
  private at = 0;
  constructor(private readonly tokens: string[]) {}

  private peek(ahead = 0): string {
    return this.tokens[this.at + ahead] ?? '';
  }
  private next(): string {
    return this.tokens[this.at++] ?? '';
  }
  private expect(token: string): void {
    const got = this.next();
    if (got !== token) throw new Error(`expected ${token}, got ${got} near ${this.tokens.slice(this.at - 8, this.at + 8).join(' ')}`);
  }
  private skip(token: string): boolean {
    if (this.peek() !== token) return false;
    this.at++;
    return true;
  }

  block(scope: Scope, braced: boolean): void {
    while (this.at < this.tokens.length) {
      if (braced && this.skip('}')) return;
      if (this.skip('export') || this.skip('declare') || this.skip(';') || this.skip('abstract')) continue;
      this.statement(scope);
    }
  }

  private statement(scope: Scope): void {
    const word = this.next();
    if (word === 'import') return this.importStatement(scope);
    if (word === 'interface') return this.interfaceStatement(scope);
    if (word === 'type') return this.aliasStatement(scope);
    if (word === 'class') return this.classStatement(scope);
    if (word === 'namespace') {
      const name = this.next();
      const inner = scope.scopes.get(name) ?? newScope(scope.path, scope);
      scope.scopes.set(name, inner);
      this.expect('{');
      return this.block(inner, true);
    }
    // `export { X } from …`, `export * from …`, `const …`: nothing that a parameter refers to.
    while (this.at < this.tokens.length && this.peek() !== ';') this.at++;
  }

  private importStatement(scope: Scope): void {
    if (!this.skip('{')) {
      while (this.next() !== ';');
      return;
    }
    const names: [string, string][] = [];
    while (!this.skip('}')) {
      const name = this.next();
      names.push([this.skip('as') ? this.next() : name, name]);
      this.skip(',');
    }
    this.expect('from');
    const file = this.next().slice(1, -1);
    for (const [local, name] of names) scope.imports.set(local, { file, name });
  }

  private typeParams(): string[] {
    const names: string[] = [];
    if (!this.skip('<')) return names;
    while (!this.skip('>')) {
      names.push(this.next());
      if (this.skip('extends')) this.type();
      if (this.skip('=')) this.type();
      this.skip(',');
    }
    return names;
  }

  private interfaceStatement(scope: Scope): void {
    const name = this.next();
    const params = this.typeParams();
    const bases: TypeNode[] = [];
    if (this.skip('extends')) do bases.push(this.postfix()); while (this.skip(','));
    scope.types.set(name, { node: this.objectType(), extends: bases, scope, params });
  }

  private aliasStatement(scope: Scope): void {
    const name = this.next();
    const params = this.typeParams();
    this.expect('=');
    scope.types.set(name, { node: this.type(), extends: [], scope, params });
    this.skip(';');
  }

  private classStatement(scope: Scope): void {
    const className = this.next();
    while (this.next() !== '{');
    let method = '';
    let depth = 1;
    while (depth > 0) {
      if (this.peek(1) === '(' && depth === 1) {
        method = this.next();
        scope.methods.push({ className, method, ...this.signature() });
        continue;
      }
      const token = this.next();
      if (token === '{') depth++;
      if (token === '}') depth--;
    }
  }

  private signature(): { args: { name: string; type: TypeNode }[]; returns: TypeNode } {
    this.expect('(');
    const args: { name: string; type: TypeNode }[] = [];
    while (!this.skip(')')) {
      this.skip('...');
      const name = this.next();
      this.skip('?');
      args.push({ name, type: this.skip(':') ? this.type() : { kind: 'name', name: 'unknown', args: [] } });
      this.skip(',');
    }
    const returns = this.skip(':') ? this.type() : { kind: 'name' as const, name: 'void', args: [] };
    this.skip(';');
    return { args, returns };
  }

  private type(): TypeNode {
    this.skip('|');
    const of = [this.intersection()];
    while (this.skip('|')) of.push(this.intersection());
    return of.length === 1 && of[0] ? of[0] : { kind: 'union', of };
  }

  private intersection(): TypeNode {
    const of = [this.postfix()];
    while (this.skip('&')) of.push(this.postfix());
    return of.length === 1 && of[0] ? of[0] : { kind: 'intersection', of };
  }

  private postfix(): TypeNode {
    let node = this.primary();
    while (this.peek() === '[' && this.peek(1) === ']') {
      this.at += 2;
      node = { kind: 'array', of: node };
    }
    return node;
  }

  private primary(): TypeNode {
    const token = this.peek();
    if (token === '{') return this.objectType();
    if (token === '(') {
      // A function type ends in `=>`; only resource signatures outside our interest have one.
      this.at++;
      const inner = this.type();
      this.expect(')');
      return inner;
    }
    this.at++;
    if (/^['"]/.test(token)) return { kind: 'literal', value: token.slice(1, -1) };
    if (/^-?\d/.test(token)) return { kind: 'literal', value: Number(token) };
    if (token === 'true' || token === 'false') return { kind: 'literal', value: token === 'true' };
    if (token === 'null') return { kind: 'literal', value: null };
    let name = token;
    while (this.skip('.')) name += `.${this.next()}`;
    const args: TypeNode[] = [];
    if (this.skip('<')) {
      while (!this.skip('>')) {
        args.push(this.type());
        this.skip(',');
      }
    }
    if (name === 'Array' && args[0]) return { kind: 'array', of: args[0] };
    return { kind: 'name', name, args };
  }

  private objectType(): TypeNode {
    this.expect('{');
    const fields: Field[] = [];
    let index: TypeNode | undefined;
    while (!this.skip('}')) {
      this.skip('readonly');
      if (this.skip('[')) {
        while (this.next() !== ']');
        this.expect(':');
        index = this.type();
      } else {
        const name = this.next().replace(/^['"]|['"]$/g, '');
        const optional = this.skip('?');
        if (this.peek() === '(') this.signature();
        else {
          this.expect(':');
          fields.push({ name, optional, type: this.type() });
        }
      }
      this.skip(';');
      this.skip(',');
    }
    return { kind: 'object', fields, ...(index ? { index } : {}) };
  }
}
