/** The FCM v1 message as Google's protocol buffers define it; a field they do not have is refused. */
import { isRecord } from '../http.ts';

/** `true` is any plain value of the named kind; an object lists its fields; `open` takes anything (web push passes it on). */
type Fields = { [name: string]: Kind };
type Kind = 'string' | 'boolean' | 'number' | 'strings' | 'map' | 'open' | Fields;

const COLOR: Fields = { red: 'number', green: 'number', blue: 'number', alpha: 'number' };

const MESSAGE: Fields = {
  name: 'string',
  data: 'map',
  notification: { title: 'string', body: 'string', image: 'string' },
  android: {
    collapse_key: 'string', priority: 'string', ttl: 'string', restricted_package_name: 'string', data: 'map', direct_boot_ok: 'boolean',
    bandwidth_constrained_ok: 'boolean', restricted_satellite_ok: 'boolean',
    notification: {
      title: 'string', body: 'string', icon: 'string', color: 'string', sound: 'string', tag: 'string', click_action: 'string', body_loc_key: 'string',
      body_loc_args: 'strings', title_loc_key: 'string', title_loc_args: 'strings', channel_id: 'string', ticker: 'string', sticky: 'boolean',
      event_time: 'string', local_only: 'boolean', notification_priority: 'string', default_sound: 'boolean', default_vibrate_timings: 'boolean',
      default_light_settings: 'boolean', vibrate_timings: 'strings', visibility: 'string', notification_count: 'number', image: 'string',
      bypass_proxy_notification: 'boolean', proxy: 'string',
      light_settings: { color: COLOR, light_on_duration: 'string', light_off_duration: 'string' },
    },
    fcm_options: { analytics_label: 'string' },
  },
  webpush: { headers: 'map', data: 'map', notification: 'open', fcm_options: { link: 'string', analytics_label: 'string' } },
  apns: { headers: 'map', payload: 'open', live_activity_token: 'string', fcm_options: { analytics_label: 'string', image: 'string' } },
  fcm_options: { analytics_label: 'string' },
  token: 'string',
  topic: 'string',
  condition: 'string',
};

const BODY: Fields = { validate_only: 'boolean', message: MESSAGE };

export interface Violation {
  field: string;
  description: string;
}

const camel = (name: string): string => name.replace(/_(\w)/g, (_, c: string) => c.toUpperCase());

/** Everything that is wrong with a request body, in Google's words. JSON names may be snake case or camel case. */
export function violations(body: Record<string, unknown>): Violation[] {
  const found: Violation[] = [];
  check(body, BODY, '', found);
  return found;
}

function check(value: Record<string, unknown>, fields: Fields, path: string, found: Violation[]): void {
  for (const [name, inner] of Object.entries(value)) {
    const known = Object.keys(fields).find((f) => f === name || camel(f) === name);
    const at = path ? `${path}.${name}` : name;
    if (!known) {
      const where = path ? ` at '${path}'` : '';
      found.push({ field: path, description: `Invalid JSON payload received. Unknown name "${name}"${where}: Cannot find field.` });
    } else if (inner !== null) checkKind(inner, fields[known] ?? 'open', at, found);
  }
}

function checkKind(value: unknown, kind: Kind, at: string, found: Violation[]): void {
  const bad = (type: string): void => {
    found.push({ field: at, description: `Invalid value at '${at}' (${type}), ${JSON.stringify(value)}` });
  };
  if (typeof kind === 'object') {
    if (isRecord(value)) check(value, kind, at, found);
    else bad('TYPE_MESSAGE');
  } else if (kind === 'string' && typeof value !== 'string') bad('TYPE_STRING');
  else if (kind === 'boolean' && typeof value !== 'boolean') bad('TYPE_BOOL');
  else if (kind === 'number' && typeof value !== 'number') bad('TYPE_INT32');
  else if (kind === 'strings' && !(Array.isArray(value) && value.every((v) => typeof v === 'string'))) bad('TYPE_STRING');
  else if (kind === 'open' && !isRecord(value)) bad('TYPE_STRUCT');
  else if (kind === 'map') checkMap(value, at, found);
}

function checkMap(value: unknown, at: string, found: Violation[]): void {
  if (!isRecord(value)) {
    found.push({ field: at, description: `Invalid value at '${at}' (TYPE_MESSAGE), ${JSON.stringify(value)}` });
    return;
  }
  Object.entries(value).forEach(([, v], i) => {
    if (typeof v !== 'string') found.push({ field: `${at}[${i}].value`, description: `Invalid value at '${at}[${i}].value' (TYPE_STRING), ${JSON.stringify(v)}` });
  });
}
