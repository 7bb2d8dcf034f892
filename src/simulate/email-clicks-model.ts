/** Columns of the simulated click log, in file order: the raw ones of analysis 000. */
export const EMAIL_CLICK_COLUMNS = [
  'InboxID',
  'Company',
  'List',
  'Campaign',
  'RequestType',
  'SendDate',
  'RequestDate',
  'Link',
  'IPAddress',
  'UserAgent',
  'AS Name',
  'AS Number',
  'CIDR Range',
  'UserID',
  'DomainID',
  'EmailDomain',
  'EmailRootLevelDomain',
  'CountryCode',
  'RegionCode',
  'PostalCode',
  'Lat',
  'Long',
  'OlsonName',
] as const;

/** Columns of the truth file: the click's session key and time, and who made it. */
export const EMAIL_TRUTH_COLUMNS = ['IPAddress', 'UserAgent', 'RequestDate', 'actor'] as const;

/**
 * Who clicks. `bot_rotating`: cloud addresses used once or twice, the false negatives of 000. `bot_scanner`: one agent on
 * 28 addresses that opens hundreds of inboxes. `bot_sandbox`: every link of one message at once. `bot_harvester`: every
 * link of many messages.
 */
export const EMAIL_ACTORS = [
  'human',
  'bot_rotating',
  'bot_scanner',
  'bot_sandbox',
  'bot_harvester',
] as const;
export type EmailActor = (typeof EMAIL_ACTORS)[number];

export const FIRST_SEND = Date.UTC(2020, 0, 17, 9, 3);
export const HOURS_BETWEEN_CAMPAIGNS = 6;
export const SEND_MINUTES = 13;
export const LONGEST_DELAY_MINUTES = 6000;
export const LINKS = 37;

export const HUMAN_INBOXES = 10154;
export const HUMAN_AGENTS = 1177;
export const HUMAN_DOMAINS = 590;
export const SHARED_ADDRESS_SHARE = 0.04;
export const ROTATING_ADDRESSES = 900;
export const SCANNED_INBOXES = 1409;
export const SCANNED_DOMAINS = 361;
export const SANDBOX_LINKS = 20;
export const HARVESTED_INBOXES = 9;

/** Clicks of each scanner address, counted in the private log. */
export const SCANNER_CLICKS: readonly number[] = [
  512, 143, 604, 192, 636, 67, 290, 313, 577, 764, 235, 305, 91, 222, 145, 123, 770, 513, 76, 604,
  215, 249, 133, 438, 522, 584, 215, 70,
];

/** First index of each block of inboxes within a campaign; `size` is the campaign's share of the numbering. */
export const INBOX = {
  human: 0,
  scanned: HUMAN_INBOXES,
  sandbox: HUMAN_INBOXES + SCANNED_INBOXES,
  harvester: HUMAN_INBOXES + SCANNED_INBOXES + 2,
  size: HUMAN_INBOXES + SCANNED_INBOXES + 2 + HARVESTED_INBOXES + 1,
} as const;

const SHARED_ADDRESSES = 120;

/** First index of each block of addresses within a campaign. */
export const ADDRESS = {
  human: 0,
  shared: HUMAN_INBOXES,
  rotating: HUMAN_INBOXES + SHARED_ADDRESSES,
  scanner: HUMAN_INBOXES + SHARED_ADDRESSES + ROTATING_ADDRESSES,
  sandbox: HUMAN_INBOXES + SHARED_ADDRESSES + ROTATING_ADDRESSES + SCANNER_CLICKS.length,
  harvester: HUMAN_INBOXES + SHARED_ADDRESSES + ROTATING_ADDRESSES + SCANNER_CLICKS.length + 2,
  size: HUMAN_INBOXES + SHARED_ADDRESSES + ROTATING_ADDRESSES + SCANNER_CLICKS.length + 4,
} as const;

/** The bots' machines return with every third campaign; everybody else's addresses are new each time. */
export const MACHINE_ROTATION = 3;

/** User agents 0 … 1176 are people's. */
export const AGENT = { cloud: 2000, sandbox: 2001, harvester: 2003 } as const;

/** E-mail domains 0 … 589 are people's. */
export const DOMAIN = {
  scanned: 1000,
  sandbox: 1000 + SCANNED_DOMAINS,
  harvested: 1000 + SCANNED_DOMAINS + 9,
  alone: 1000 + SCANNED_DOMAINS + 19,
} as const;
export const HARVESTED_DOMAINS = 7;

export interface Network {
  readonly name: string;
  readonly number: string;
  /** Share of the human addresses. */
  readonly share: number;
  /** CIDR ranges the network has in the log; 0: its range is `Unknown`. */
  readonly ranges: number;
}

function network(name: string, number: string, share: number, ranges = 12): Network {
  return { name, number, share, ranges };
}

export const NETWORKS: readonly Network[] = [
  network('Unknown', 'Unknown', 0.8, 0),
  network('AT&T Mobility LLC', '20057', 0.082, 90),
  network('MCI Communications Services, Inc. Verizon Business', '701', 0.022, 90),
  network('T-Mobile USA, Inc.', '21928', 0.019, 90),
  network('Scalair SAS', '206002', 0.016),
  network('CenturyLink Communications, LLC', '209', 0.0068),
  network('Google LLC', '15169', 0.0064),
  network('Comcast Cable Communications, LLC', '7922', 0.006),
  network('DigitalOcean, LLC', '14061', 0.0015),
  network('Level 3 Parent, LLC', '3356', 0.004),
  network('Windstream Communications LLC', '7029', 0.0023),
  network('TELUS Communications Inc.', '852', 0.002),
  network('Shaw Communications Inc.', '6327', 0.0012),
  network('Microsoft Corporation', '8075', 0.0009),
  network('GENESCO INC', '20242', 0.0005),
  network('Johns Hopkins University', '5723', 0.0003),
  network('DoD Network Information Center', '721', 0.0002),
  network('Sprint', '1239', 0.0002),
  network('Cellco Partnership DBA Verizon Wireless', '6167', 0.0002),
  network('Cogent Communications', '174', 0.00015),
  network('Amazon.com, Inc.', '14618', 0, 16),
  network('Amazon.com, Inc.', '16509', 0, 11),
];
export const DIGITAL_OCEAN = 8;
export const AWS_VIRGINIA = 20;
export const AWS_OREGON = 21;

/** Networks 1 … 4 own the addresses that many people share. */
export const SHARED_ADDRESS_NETWORKS = 4;

export const ROOT_LEVEL_DOMAINS: readonly string[] =
  '.com .org .edu .net .us .gov .ca .co .info .k12 .mil .uk .biz .de .fr .io .nl .be .ch .at .se .au .nz .ie .jp .br .mx .in .tv'.split(
    ' ',
  );
export const SCANNED_ROOT_LEVEL_DOMAINS = 9;

/** Country, region and time zone; the first and third are where AS 14618 and AS 16509 stand. */
export const PLACES: readonly (readonly [country: string, region: string, zone: string])[] = [
  ['US', 'VA', 'America/New_York'],
  ['US', 'IL', 'America/Chicago'],
  ['US', 'OR', 'America/Los_Angeles'],
  ['US', 'CO', 'America/Denver'],
  ['CA', 'ON', 'America/Toronto'],
  ['FR', 'IDF', 'Europe/Paris'],
  ['GB', 'LND', 'Europe/London'],
  ['IN', 'KA', 'Asia/Kolkata'],
];
export const VIRGINIA_PLACE = 0;
export const OREGON_PLACE = 2;
