import {
  ADDRESS,
  AGENT,
  AWS_OREGON,
  AWS_VIRGINIA,
  DIGITAL_OCEAN,
  EMAIL_ACTORS,
  type EmailActor,
  HARVESTED_INBOXES,
  HUMAN_AGENTS,
  HUMAN_DOMAINS,
  HUMAN_INBOXES,
  INBOX,
  LINKS,
  LONGEST_DELAY_MINUTES,
  NETWORKS,
  ROTATING_ADDRESSES,
  SANDBOX_LINKS,
  SCANNED_INBOXES,
  SCANNER_CLICKS,
  SEND_MINUTES,
  SHARED_ADDRESS_NETWORKS,
  SHARED_ADDRESS_SHARE,
} from './email-clicks-model.ts';
import { cumulativeWeights, type Random, zipfWeights } from './random.ts';

/** A click: indexes within its campaign (see `INBOX`, `ADDRESS`) and minutes after the campaign's start. */
export interface Click {
  readonly inbox: number;
  readonly sendMinute: number;
  readonly requestMinute: number;
  readonly link: number;
  readonly address: number;
  readonly agent: number;
}

/** One campaign: its clicks in time order, and what its people and addresses are. */
export interface Campaign {
  readonly clicks: readonly Click[];
  /** Index of the e-mail domain of human inbox i. */
  readonly domains: Uint16Array;
  /** Index in `NETWORKS` of address i. */
  readonly networks: Uint8Array;
}

const DOMAIN_WEIGHTS = zipfWeights(HUMAN_DOMAINS, 1.3);
const AGENT_WEIGHTS = zipfWeights(HUMAN_AGENTS, 1.25);
const LINK_WEIGHTS = zipfWeights(LINKS, 1.4);
const NETWORK_WEIGHTS = cumulativeWeights(NETWORKS.map((network) => network.share));
const CLOUD_LINKS = 12;

/** Draw one campaign, about 24.2 thousand clicks; ties of time stay in the order people, rotating, scanner, sandbox, harvester. */
export function drawCampaign(random: Random): Campaign {
  const clicks: Click[] = [];
  const domains = new Uint16Array(HUMAN_INBOXES);
  const networks = new Uint8Array(ADDRESS.size);
  drawPeople(random, clicks, domains, networks);
  drawRotating(random, clicks, networks);
  drawScanner(random, clicks, networks);
  addSandbox(clicks, networks);
  addHarvester(clicks, networks);
  return { clicks: clicks.sort((a, b) => a.requestMinute - b.requestMinute), domains, networks };
}

/**
 * A campaign of fewer clicks with the same make-up: every actor keeps its share (at least one click, from five clicks
 * on), and its clicks are drawn evenly from all of its own.
 */
export function thinCampaign(campaign: Campaign, count: number, random: Random): Campaign {
  const positions = EMAIL_ACTORS.map((actor) =>
    [...campaign.clicks.keys()].filter((position) => {
      const click = campaign.clicks[position];
      return click !== undefined && actorOf(click.address) === actor;
    }),
  );
  const quotas = shareOut(
    positions.map((own) => own.length),
    count,
  );
  const kept = positions.flatMap((own, index) =>
    Array.from(random.permutation(own.length).subarray(0, quotas[index]), (pick) => own[pick] ?? 0),
  );
  const clicks = kept.sort((a, b) => a - b).flatMap((position) => campaign.clicks[position] ?? []);
  return { ...campaign, clicks };
}

/** Who uses the address with this index within a campaign. */
export function actorOf(address: number): EmailActor {
  if (address < ADDRESS.rotating) return 'human';
  if (address < ADDRESS.scanner) return 'bot_rotating';
  if (address < ADDRESS.sandbox) return 'bot_scanner';
  return address < ADDRESS.harvester ? 'bot_sandbox' : 'bot_harvester';
}

function drawPeople(
  random: Random,
  clicks: Click[],
  domains: Uint16Array,
  networks: Uint8Array,
): void {
  for (let inbox = 0; inbox < HUMAN_INBOXES; inbox++) {
    const sessions = random.geometric(0.93);
    domains[inbox] = random.weighted(DOMAIN_WEIGHTS);
    const sendMinute = random.integer(0, SEND_MINUTES);
    const agent = random.weighted(AGENT_WEIGHTS);
    const shared = random.uniform() < SHARED_ADDRESS_SHARE;
    const address = shared
      ? random.integer(ADDRESS.shared, ADDRESS.rotating)
      : ADDRESS.human + inbox;
    networks[address] = shared
      ? 1 + (address % SHARED_ADDRESS_NETWORKS)
      : random.weighted(NETWORK_WEIGHTS);

    let delay = random.lognormal(4.4, 2);
    for (let session = 0; session < sessions; session++) {
      for (let left = Math.min(20, random.geometric(0.83)); left > 0; left--) {
        const requestMinute = sendMinute + Math.floor(Math.min(LONGEST_DELAY_MINUTES, delay));
        const link = random.weighted(LINK_WEIGHTS);
        clicks.push({
          inbox: INBOX.human + inbox,
          sendMinute,
          requestMinute,
          link,
          address,
          agent,
        });
        delay += random.exponential(0.6);
      }
      delay += random.exponential(600) + 5;
    }
  }
}

function drawRotating(random: Random, clicks: Click[], networks: Uint8Array): void {
  for (let index = 0; index < ROTATING_ADDRESSES; index++) {
    const address = ADDRESS.rotating + index;
    const inbox = INBOX.scanned + random.integer(0, SCANNED_INBOXES);
    const sendMinute = random.integer(0, SEND_MINUTES);
    networks[address] = random.uniform() < 0.77 ? AWS_VIRGINIA : AWS_OREGON;
    for (let left = random.uniform() < 0.145 ? 2 : 1; left > 0; left--) {
      const requestMinute = sendMinute + random.integer(0, 2);
      const link = random.integer(0, CLOUD_LINKS);
      clicks.push({ inbox, sendMinute, requestMinute, link, address, agent: AGENT.cloud });
    }
  }
}

function drawScanner(random: Random, clicks: Click[], networks: Uint8Array): void {
  SCANNER_CLICKS.forEach((count, machine) => {
    const address = ADDRESS.scanner + machine;
    networks[address] = AWS_OREGON;
    for (let left = count; left > 0; left--) {
      const inbox = INBOX.scanned + random.integer(0, SCANNED_INBOXES);
      const sendMinute = random.integer(0, SEND_MINUTES);
      const requestMinute = sendMinute + (random.uniform() < 0.25 ? 1 : 0);
      const link = random.integer(0, CLOUD_LINKS);
      clicks.push({ inbox, sendMinute, requestMinute, link, address, agent: AGENT.cloud });
    }
  });
}

function addSandbox(clicks: Click[], networks: Uint8Array): void {
  for (let machine = 0; machine < 2; machine++) {
    const address = ADDRESS.sandbox + machine;
    const minute = 3 + machine;
    networks[address] = AWS_OREGON;
    for (let index = 0; index < SANDBOX_LINKS; index++) {
      clicks.push({
        inbox: INBOX.sandbox + machine,
        sendMinute: minute,
        requestMinute: minute,
        link: 5 + ((index + 7 * machine) % 27),
        address,
        agent: AGENT.sandbox + machine,
      });
    }
  }
}

function addHarvester(clicks: Click[], networks: Uint8Array): void {
  const take = (machine: number, inbox: number, minute: number, links: number): void => {
    for (let link = 0; link < links; link++) {
      clicks.push({
        inbox: INBOX.harvester + inbox,
        sendMinute: minute,
        requestMinute: minute,
        link,
        address: ADDRESS.harvester + machine,
        agent: AGENT.harvester + machine,
      });
    }
  };
  networks[ADDRESS.harvester] = AWS_VIRGINIA;
  networks[ADDRESS.harvester + 1] = DIGITAL_OCEAN;
  for (let inbox = 0; inbox < HARVESTED_INBOXES; inbox++) take(0, inbox, 5, LINKS);
  take(1, HARVESTED_INBOXES, 6, LINKS - 1);
}

/** Split a count in proportion to sizes by largest remainder; then whichever part is largest gives to those left with none. */
function shareOut(sizes: readonly number[], count: number): number[] {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const exact = sizes.map((size) => (size * count) / total);
  const parts = exact.map(Math.floor);
  const indexes = sizes.map((_, index) => index);
  const remainder = (index: number): number => (exact[index] ?? 0) - (parts[index] ?? 0);
  const missing = count - parts.reduce((sum, part) => sum + part, 0);
  for (const index of indexes.toSorted((a, b) => remainder(b) - remainder(a)).slice(0, missing)) {
    parts[index] = (parts[index] ?? 0) + 1;
  }
  if (count < sizes.length) return parts;
  for (const index of indexes.filter((candidate) => parts[candidate] === 0)) {
    const largest = parts.indexOf(Math.max(...parts));
    parts[largest] = (parts[largest] ?? 0) - 1;
    parts[index] = 1;
  }
  return parts;
}
