import { startStack, type OwnStack, type StackOptions } from '../../../local/stack/index.ts';
import { closeDatabase } from '../../src/platform/firestore.ts';

/** Gives every piece of work a stack of its own, or one and the same to all of them. */
export class Stacks {
  private kept: OwnStack | undefined;

  constructor(private readonly options: StackOptions) {}

  /** From now on there is one stack for all, emptied before each. @returns what ends that */
  async keep(): Promise<() => Promise<void>> {
    const stack = await this.open();
    this.kept = stack;
    return () => {
      this.kept = undefined;
      return close(stack);
    };
  }

  async lend<T>(work: (stack: OwnStack) => Promise<T>): Promise<T> {
    if (this.kept !== undefined) {
      await this.kept.clear();
      return work(this.kept);
    }
    const stack = await this.open();
    try {
      return await work(stack);
    } finally {
      await close(stack);
    }
  }

  private async open(): Promise<OwnStack> {
    const stack = await startStack(this.options);
    Object.assign(process.env, stack.env);
    return stack;
  }
}

async function close(stack: OwnStack): Promise<void> {
  await closeDatabase();
  await stack.stop();
}
