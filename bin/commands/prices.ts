import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { type PriceFile, parsePriceFile, printPriceFile } from '../../lib/capacity/catalog/price-file';
import { type PriceOffer, parsePriceOffer } from '../../lib/capacity/catalog/refresh/price-offer';
import { type PriceRefresh, refreshPrices } from '../../lib/capacity/catalog/refresh/refresh-prices';

const PRICE_FILE = join(__dirname, '..', '..', 'lib', 'capacity', 'catalog', 'prices.json');
const PRICE_LIST = 'https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws';
/** Offers the rules know. AmazonEC2, for NAT alone, is several hundred megabytes: give it with --from where wanted. */
const OFFERS: readonly string[] = [
  'AmazonMSK',
  'AmazonECS',
  'AmazonElastiCache',
  'AmazonRDS',
  'AWSELB',
  'AmazonKinesis',
  'AmazonS3',
  'AmazonCloudWatch',
];

interface RefreshOptions {
  readonly from?: readonly string[];
  readonly region: readonly string[];
  readonly dryRun?: true;
  readonly file: string;
}

/** `penstock prices`: the prices plans are made with. Pass `output` to collect what would be printed. */
export function pricesCommand(output: { write(text: string): unknown } = process.stdout): Command {
  const refresh = new Command('refresh')
    .description("rewrite the prices from AWS's public price list, and show which changed")
    .option('--from <files...>', 'offer files saved before (index.json of an offer), instead of the network')
    .option('--region <names...>', 'regions to refresh', ['us-east-1', 'eu-west-1'])
    .option('--file <path>', 'the price file to rewrite', PRICE_FILE)
    .option('--dry-run', 'only show what would change')
    .addHelpText(
      'after',
      `
Examples:
  $ penstock prices refresh --dry-run
  $ curl -o msk.json ${PRICE_LIST}/AmazonMSK/current/us-east-1/index.json
  $ penstock prices refresh --from msk.json --region us-east-1`,
    )
    .action(async (options: RefreshOptions) => {
      const before = parsePriceFile(JSON.parse(readFileSync(options.file, 'utf8')));
      const offers =
        options.from === undefined ? await download(options.region) : saved(options.from, options.region);
      const refreshed = refreshPrices(before, offers);
      output.write(summary(refreshed, before));
      if (options.dryRun === undefined) writeFileSync(options.file, printPriceFile(refreshed.file));
    });
  return new Command('prices').description('the prices plans are made with').addCommand(refresh);
}

/** A file holds one region as AWS publishes it: take each for the regions it has. */
function saved(files: readonly string[], regions: readonly string[]): PriceOffer[] {
  return files.flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    const inFile = regions.filter((region) => text.includes(`"${region}"`));
    if (inFile.length === 0)
      throw new Error(`${file} holds none of ${regions.join(', ')}: name its region with --region`);
    return inFile.map((region) => parsePriceOffer(file, text, region));
  });
}

async function download(regions: readonly string[]): Promise<PriceOffer[]> {
  const offers: PriceOffer[] = [];
  for (const region of regions) {
    for (const code of OFFERS) {
      const url = `${PRICE_LIST}/${code}/current/${region}/index.json`;
      const answer = await fetch(url, { signal: AbortSignal.timeout(120_000) });
      if (!answer.ok)
        throw new Error(`${url} answered ${answer.status}: save the file and pass it with --from`);
      offers.push(parsePriceOffer(url, await answer.text(), region));
    }
  }
  return offers;
}

function summary({ changes, confirmed, unresolved, file }: PriceRefresh, before: PriceFile): string {
  const lines = [
    ...changes.map(({ key, region, before: old, after }) =>
      old === undefined
        ? `new      ${region}  ${key}: $${after}`
        : `changed  ${region}  ${key}: $${old} → $${after} (${after > old ? '+' : ''}${((after / old - 1) * 100).toFixed(1)} %)`,
    ),
    ...unresolved.map(({ key, region, why }) => `kept     ${region}  ${key}: ${why}`),
    `${changes.length} changed or new, ${confirmed} confirmed, ${unresolved.length} kept for want of one clear price, ${before.prices.length - confirmed - changes.filter(({ before: old }) => old !== undefined).length} not touched; ${file.prices.length} prices in all`,
  ];
  return `${lines.join('\n')}\n`;
}
