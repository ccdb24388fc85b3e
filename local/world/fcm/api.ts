import type { WorldClock } from '../clock.ts';
import { isRecord, json, parseJsonObject, type Answer, type WorldRequest } from '../http.ts';
import { randomId } from '../ids.ts';
import type { Vendor, VendorHooks } from '../vendor.ts';
import { violations, type Violation } from './validate.ts';

export interface Push {
  id: string;
  project: string;
  /** The device token it went to; for a topic, one push per subscribed device. */
  token: string | null;
  topic: string | null;
  condition: string | null;
  title: string | null;
  body: string | null;
  data: Record<string, string>;
  /** The whole message as it came. */
  message: Record<string, unknown>;
  at: string;
}

const FCM_ERROR = 'type.googleapis.com/google.firebase.fcm.v1.FcmError';

/** Words that FCM keeps for itself in `data`. */
const RESERVED = /^(from|message_type|google\..*|gcm\..*|gcm|google)$/;
const MAX_PAYLOAD = 4096;
const MAX_TOPIC_PAYLOAD = 2048;

/** FCM's HTTP v1 API: sending, and the Instance ID service's topic membership. */
export class FcmApi implements Vendor {
  private pushes: Push[] = [];
  private readonly topics = new Map<string, Set<string>>();
  private readonly unregistered = new Set<string>();

  constructor(private readonly clock: WorldClock) {}

  async handle(req: WorldRequest, hooks: VendorHooks): Promise<Answer> {
    const path = req.path.replace(/^\/fcm/, '');
    await hooks.pause?.();
    if (!/^Bearer \S+/i.test(req.header('authorization') ?? '')) {
      return error(401, 'UNAUTHENTICATED', 'Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.');
    }
    const send = /^\/v1\/projects\/([^/]+)\/messages:send$/.exec(path);
    if (req.method === 'POST' && send?.[1]) return this.send(req, decodeURIComponent(send[1]));
    const iid = /^\/iid\/v1:(batchAdd|batchRemove)$/.exec(path);
    if (req.method === 'POST' && iid?.[1]) return this.topicMembership(req, iid[1] === 'batchAdd');
    return error(404, 'NOT_FOUND', 'Requested entity was not found.');
  }

  faultAnswer(status: number, retryAfter = 1): Answer {
    const [name, code] = status === 429 ? ['RESOURCE_EXHAUSTED', 'QUOTA_EXCEEDED'] : status === 503 ? ['UNAVAILABLE', 'UNAVAILABLE'] : ['INTERNAL', 'INTERNAL'];
    const message = status === 429 ? 'Quota exceeded.' : status === 503 ? 'The service is currently unavailable.' : 'Internal error encountered.';
    const answer = error(status, name ?? 'INTERNAL', message, [{ '@type': FCM_ERROR, errorCode: code }]);
    if (status === 429 || status === 503) answer.headers['retry-after'] = String(retryAfter);
    return answer;
  }

  private send(req: WorldRequest, project: string): Answer {
    const body = parseJsonObject(req.body);
    if (!body) return error(400, 'INVALID_ARGUMENT', 'Invalid JSON payload received.');
    const wrong = violations(body);
    if (wrong.length) return badRequest(wrong);
    const message = isRecord(body.message) ? body.message : undefined;
    if (!message) return badRequest([{ field: 'message', description: 'Message is required.' }]);
    const problem = messageProblem(message);
    if (problem) return invalidArgument(problem);
    const token = typeof message.token === 'string' ? message.token : null;
    if (token !== null && (token.startsWith('unregistered-') || this.unregistered.has(token))) {
      return error(404, 'NOT_FOUND', 'Requested entity was not found.', [{ '@type': FCM_ERROR, errorCode: 'UNREGISTERED' }]);
    }
    const id = `projects/${project}/messages/${randomId('0:', 20)}`;
    const validateOnly = body.validate_only === true || body.validateOnly === true;
    if (!validateOnly) this.deliver(message, project, id, token);
    return json(200, { name: validateOnly ? `projects/${project}/messages/fake_message_id` : id });
  }

  private deliver(message: Record<string, unknown>, project: string, id: string, token: string | null): void {
    const topic = typeof message.topic === 'string' ? message.topic : null;
    const condition = typeof message.condition === 'string' ? message.condition : null;
    const members = topic === null ? [] : [...(this.topics.get(topic) ?? [])];
    for (const target of members.length ? members : [token]) {
      this.pushes.push({
        id, project, token: target, topic, condition, message,
        title: text(message, 'title'), body: text(message, 'body'),
        data: isRecord(message.data) ? (message.data as Record<string, string>) : {},
        at: this.clock.now().toISOString(),
      });
    }
  }

  private topicMembership(req: WorldRequest, add: boolean): Answer {
    const body = parseJsonObject(req.body) ?? {};
    const topic = typeof body.to === 'string' ? body.to.replace(/^\/topics\//, '') : '';
    const tokens = Array.isArray(body.registration_tokens) ? (body.registration_tokens as unknown[]) : [];
    if (!/^[A-Za-z0-9\-_.~%]{1,900}$/.test(topic) || tokens.length === 0 || tokens.length > 1000) return json(400, { error: 'INVALID_ARGUMENT' });
    const members = this.topics.get(topic) ?? new Set<string>();
    this.topics.set(topic, members);
    const results = tokens.map((token) => {
      if (typeof token !== 'string' || token === '') return { error: 'INVALID_ARGUMENT' };
      if (token.startsWith('unregistered-')) return { error: 'NOT_FOUND' };
      if (add) members.add(token);
      else members.delete(token);
      return {};
    });
    return json(200, { results });
  }

  all(): Push[] {
    return this.pushes;
  }

  /** From now on this token answers as an app that was removed. */
  unregister(token: string): void {
    this.unregistered.add(token);
  }

  reset(): void {
    this.pushes = [];
    this.topics.clear();
    this.unregistered.clear();
  }
}

/** The text shown on the phone: the platform's own wording if given, else the common one. */
function text(message: Record<string, unknown>, field: 'title' | 'body'): string | null {
  const android = isRecord(message.android) ? message.android.notification : undefined;
  const webpush = isRecord(message.webpush) ? message.webpush.notification : undefined;
  for (const part of [android, message.notification, webpush]) {
    const value = isRecord(part) ? part[field] : undefined;
    if (typeof value === 'string') return value;
  }
  return null;
}

function messageProblem(message: Record<string, unknown>): string | undefined {
  const targets = ['token', 'topic', 'condition'].filter((t) => message[t] !== undefined && message[t] !== null);
  if (targets.length === 0) return 'Recipient of the message is not set.';
  if (targets.length > 1) return `oneof field 'target' is already set. Cannot set '${targets[1]}'`;
  if (typeof message.token === 'string' && (message.token.length < 4 || /\s/.test(message.token))) return 'The registration token is not a valid FCM registration token';
  if (typeof message.topic === 'string' && !/^[A-Za-z0-9\-_.~%]{1,900}$/.test(message.topic)) return 'Invalid topic name.';
  const data = isRecord(message.data) ? message.data : {};
  const reserved = Object.keys(data).find((k) => RESERVED.test(k));
  if (reserved) return `Invalid data payload key: ${reserved}`;
  const size = Buffer.byteLength(JSON.stringify({ data, notification: message.notification ?? {} }));
  if (size > (message.topic === undefined ? MAX_PAYLOAD : MAX_TOPIC_PAYLOAD)) return 'Message is too big';
  const ttl = isRecord(message.android) ? message.android.ttl : undefined;
  if (typeof ttl === 'string' && !/^\d+(\.\d+)?s$/.test(ttl)) return `Invalid value at 'message.android.ttl' (type.googleapis.com/google.protobuf.Duration), "${ttl}"`;
  const priority = isRecord(message.android) ? message.android.priority : undefined;
  if (typeof priority === 'string' && !/^(normal|high)$/i.test(priority)) return `Invalid value at 'message.android.priority' (type.googleapis.com/google.firebase.fcm.v1.AndroidMessagePriority), "${priority}"`;
  return undefined;
}

function error(code: number, status: string, message: string, details?: object[]): Answer {
  return json(code, { error: { code, message, status, ...(details ? { details } : {}) } });
}

const invalidArgument = (message: string): Answer => error(400, 'INVALID_ARGUMENT', message, [{ '@type': FCM_ERROR, errorCode: 'INVALID_ARGUMENT' }]);

const badRequest = (wrong: Violation[]): Answer =>
  error(400, 'INVALID_ARGUMENT', wrong.map((v) => v.description).join('\n'), [
    { '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations: wrong },
  ]);
