import type { WorldClient } from '../world/client.ts';
import { functionsUrlOf, LOCAL_SECRETS } from './config.ts';
import type { Ports } from './ports.ts';

/** Starts the outside world in this process, aimed at the webhooks of this stack. */
export async function openWorld(projectId: string, ports: Ports): Promise<{ client: WorldClient; stop(): Promise<void> }> {
  // Only here: a stack without the world must not pay for loading it.
  const [{ startWorld }, client] = await Promise.all([import('../world/index.ts'), worldClient(ports)]);
  const webhooks = `${functionsUrlOf(projectId, ports)}/webhooks`;
  const world = await startWorld({
    port: ports.world,
    stripe: {
      webhookUrl: `${webhooks}/stripe`,
      webhookSecret: LOCAL_SECRETS.stripeWebhook,
      secretKey: LOCAL_SECRETS.stripeKey,
    },
    resend: {
      webhookUrl: `${webhooks}/resend`,
      webhookSecret: LOCAL_SECRETS.resendWebhook,
      apiKey: LOCAL_SECRETS.resendKey,
    },
  });
  return { client, stop: () => world.stop() };
}

/** The control interface of the world that belongs to these ports, whoever runs it. */
export async function worldClient(ports: Ports): Promise<WorldClient> {
  const { WorldClient } = await import('../world/client.ts');
  return new WorldClient(`http://127.0.0.1:${ports.world}`);
}
