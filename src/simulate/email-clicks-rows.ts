import { csvField } from './csv-lines.ts';
import { actorOf, type Campaign, type Click } from './email-clicks-campaign.ts';
import type { Ids } from './email-clicks-ids.ts';
import {
  ADDRESS,
  AWS_OREGON,
  AWS_VIRGINIA,
  DOMAIN,
  FIRST_SEND,
  HARVESTED_DOMAINS,
  HARVESTED_INBOXES,
  HOURS_BETWEEN_CAMPAIGNS,
  INBOX,
  MACHINE_ROTATION,
  NETWORKS,
  OREGON_PLACE,
  PLACES,
  ROOT_LEVEL_DOMAINS,
  SCANNED_DOMAINS,
  SCANNED_ROOT_LEVEL_DOMAINS,
  VIRGINIA_PLACE,
} from './email-clicks-model.ts';

const RANGES_PER_NETWORK = 128;
const LISTS = 5;
const LARGEST_INDEX_RANGE = Math.max(ADDRESS.size, INBOX.size);

/** Makers of the CSV record and of the truth record of a click, line feed included. */
export interface CampaignWriter {
  readonly row: (click: Click) => string;
  readonly truth: (click: Click) => string;
}

/**
 * Writers for one campaign. All that follows from an inbox, address or time is made once.
 * @param number  place of the campaign in the log, from 0: shifts its times and sets its ids apart.
 */
export function makeCampaignWriter(campaign: Campaign, number: number, ids: Ids): CampaignWriter {
  const { idOf } = ids;
  const inboxIndex = (inbox: number): number => number * INBOX.size + inbox;
  const sharedFields = [
    idOf('company', 0),
    idOf('list', number % LISTS),
    idOf('campaign', number),
    'Click',
  ];

  const inboxPart = fields((inbox) => [idOf('inbox', inboxIndex(inbox))]);
  const sendPart = fields((minute) => [...sharedFields, formatMinute(number, minute)]);
  const datePart = fields((minute) => [formatMinute(number, minute)]);
  const linkPart = fields((link) => [idOf('link', link)]);
  const addressPart = fields((address) => [idOf('address', addressIndex(number, address))]);
  const agentPart = fields((agent) => [idOf('agent', agent)]);
  const networkPart = fields((address) => networkFields(campaign, number, address, ids));
  const recipientPart = fields((inbox) => [
    idOf('user', inboxIndex(inbox)),
    ...domainFields(campaign, inbox, ids),
  ]);
  const placePart = fields((address) => placeFields(campaign, number, address, ids), '\n');
  const actorPart = fields((address) => [actorOf(address)], '\n');

  return {
    row: ({ inbox, sendMinute, requestMinute, link, address, agent }) =>
      inboxPart(inbox) +
      sendPart(sendMinute) +
      datePart(requestMinute) +
      linkPart(link) +
      addressPart(address) +
      agentPart(agent) +
      networkPart(address) +
      recipientPart(inbox) +
      placePart(address),
    truth: ({ requestMinute, address, agent }) =>
      addressPart(address) + agentPart(agent) + datePart(requestMinute) + actorPart(address),
  };
}

/** CSV text of the fields that follow from an index, made at its first use, up to and including the next separator. */
function fields(make: (index: number) => string[], end = ','): (index: number) => string {
  // Filled at once: an array with wide holes becomes a hash table, several times slower.
  const made = new Array<string | undefined>(LARGEST_INDEX_RANGE).fill(undefined);
  return (index) => (made[index] ??= [make(index).map(csvField).join(','), end].join(''));
}

function formatMinute(number: number, minute: number): string {
  const time = FIRST_SEND + (number * HOURS_BETWEEN_CAMPAIGNS * 60 + minute) * 60_000;
  return new Date(time).toISOString().slice(0, 19).replace('T', ' ');
}

function addressIndex(number: number, address: number): number {
  const owner = address < ADDRESS.scanner ? number : number % MACHINE_ROTATION;
  return owner * ADDRESS.size + address;
}

function domainFields(campaign: Campaign, inbox: number, { idOf }: Ids): string[] {
  const [domain, rootLevel] = domainOf(campaign, inbox);
  return [idOf('domain', domain), idOf('emailDomain', domain), ROOT_LEVEL_DOMAINS[rootLevel] ?? ''];
}

function domainOf(campaign: Campaign, inbox: number): [domain: number, rootLevel: number] {
  if (inbox < INBOX.scanned) {
    const domain = campaign.domains[inbox] ?? 0;
    return [domain, domain % ROOT_LEVEL_DOMAINS.length];
  }
  if (inbox < INBOX.sandbox) {
    const domain = (inbox - INBOX.scanned) % SCANNED_DOMAINS;
    return [DOMAIN.scanned + domain, domain % SCANNED_ROOT_LEVEL_DOMAINS];
  }
  if (inbox < INBOX.harvester) return [DOMAIN.sandbox + inbox - INBOX.sandbox, 0];
  const harvested = inbox - INBOX.harvester;
  return harvested < HARVESTED_INBOXES
    ? [DOMAIN.harvested + (harvested % HARVESTED_DOMAINS), 0]
    : [DOMAIN.alone, 1];
}

function networkFields(campaign: Campaign, number: number, address: number, ids: Ids): string[] {
  const index = campaign.networks[address] ?? 0;
  const network = NETWORKS[index];
  if (network === undefined) throw new RangeError(`no network ${index}`);
  const range =
    network.ranges === 0
      ? 'Unknown'
      : ids.idOf(
          'range',
          index * RANGES_PER_NETWORK + rangeOf(number, address, network.ranges, ids),
        );
  return [network.name, network.number, range];
}

function rangeOf(number: number, address: number, ranges: number, { hashOf }: Ids): number {
  if (address < ADDRESS.rotating) return hashOf('address', addressIndex(number, address)) % ranges;
  if (address < ADDRESS.scanner) return (address - ADDRESS.rotating) % ranges;
  if (address < ADDRESS.sandbox) return (address - ADDRESS.scanner) % ranges;
  return address < ADDRESS.harvester ? 1 + address - ADDRESS.sandbox : 10;
}

function placeFields(
  campaign: Campaign,
  number: number,
  address: number,
  { hashOf }: Ids,
): string[] {
  const hash = hashOf('address', addressIndex(number, address));
  const network = campaign.networks[address];
  const place =
    network === AWS_VIRGINIA
      ? VIRGINIA_PLACE
      : network === AWS_OREGON
        ? OREGON_PLACE
        : hash % PLACES.length;
  const [country, region, zone] = PLACES[place] ?? ['', '', ''];
  const postalCode = 10_000 + (hash % 2572);
  const latitude = formatHundredths(2500 + (hash % 2400));
  const longitude = formatHundredths(12_500 - (hash % 5500));
  return [country, region, `${postalCode}`, latitude, `-${longitude}`, zone];
}

/** As Python prints a float: at least one digit after the point, no trailing zero after that. */
function formatHundredths(hundredths: number): string {
  const whole = Math.floor(hundredths / 100);
  const cents = String(hundredths % 100).padStart(2, '0');
  return `${whole}.${cents.endsWith('0') ? cents[0] : cents}`;
}
