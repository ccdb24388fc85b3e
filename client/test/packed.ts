import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { buildClient } from '../build/build.ts';

const run = promisify(execFile);
const CLIENT = fileURLToPath(new URL('..', import.meta.url));
const MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url));

/** A project of somebody else's, which has installed the package as it would be published. */
export class Consumer {
  private constructor(private readonly folder: string) {}

  static async install(): Promise<Consumer> {
    const folder = await mkdtemp(join(tmpdir(), 'consumer-'));
    const source = join(folder, 'source');
    await buildClient(join(source, 'dist'));
    const manifest = JSON.parse(await readFile(join(CLIENT, 'package.json'), 'utf8')) as { scripts?: unknown };
    delete manifest.scripts; // It is built.
    await writeFile(join(source, 'package.json'), JSON.stringify(manifest));
    await cp(join(CLIENT, 'README.md'), join(source, 'README.md'));
    const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: source });
    const installed = join(folder, 'node_modules/@toonbank/client');
    await mkdir(installed, { recursive: true });
    await run('tar', ['-xzf', join(folder, stdout.trim().split('\n').at(-1) ?? ''), '--strip-components=1', '-C', installed]);
    for (const peer of ['firebase', 'react', '@types/react']) {
      await mkdir(dirname(join(folder, 'node_modules', peer)), { recursive: true });
      await symlink(join(MODULES, peer), join(folder, 'node_modules', peer));
    }
    await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'consumer', type: 'module' }));
    return new Consumer(folder);
  }

  /** What plain `tsc` says of these files, one line per error. Declarations of the package are checked too. */
  async compile(files: Readonly<Record<string, string>>, settings: Readonly<Record<string, unknown>>): Promise<string[]> {
    await Promise.all(Object.entries(files).map(([name, text]) => this.write(name, text)));
    const compilerOptions = { strict: true, noEmit: true, target: 'es2022', lib: ['esnext', 'dom', 'dom.iterable'], types: [], jsx: 'react-jsx', ...settings };
    await this.write('tsconfig.json', JSON.stringify({ compilerOptions, files: Object.keys(files) }));
    const said = await run(process.execPath, [join(MODULES, 'typescript/bin/tsc'), '-p', this.folder, '--pretty', 'false'], { cwd: this.folder }).catch((failed: { stdout: string }) => failed);
    return said.stdout.split('\n').filter((line) => /error TS/.test(line));
  }

  /** What the declarations import, each once. */
  async declared(): Promise<string[]> {
    const dist = join(this.folder, 'node_modules/@toonbank/client/dist');
    const files = (await readdir(dist, { recursive: true })).filter((file) => file.endsWith('.d.ts'));
    const texts = await Promise.all(files.map((file) => readFile(join(dist, file), 'utf8')));
    return [...new Set(texts.flatMap((text) => [...text.matchAll(/(?:from |import\()['"]([^'"]+)['"]/g)].map(([, path = '']) => path)))];
  }

  /** Runs a module in Node as it is. @returns what it printed */
  async node(module: string): Promise<string> {
    await this.write('main.mjs', module);
    return (await run(process.execPath, [join(this.folder, 'main.mjs')])).stdout.trim();
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }

  private write(name: string, text: string): Promise<void> {
    return writeFile(join(this.folder, name), text);
  }
}
