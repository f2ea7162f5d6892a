import { pick, pickWeighted, type Random } from '../random';
import type { MakerOptions, RecordMaker } from './record-maker';

type Action = 'page-view' | 'search' | 'click' | 'add-to-cart' | 'purchase' | 'sign-in' | 'sign-out';

/** What people do next, and how likely: made up, but with the shape of a shop, where most visits end without a purchase. */
const NEXT: Readonly<Record<Action, readonly { readonly action: Action; readonly weight: number }[]>> = {
  'sign-in': [
    { action: 'page-view', weight: 0.7 },
    { action: 'search', weight: 0.3 },
  ],
  'page-view': [
    { action: 'page-view', weight: 0.4 },
    { action: 'click', weight: 0.35 },
    { action: 'search', weight: 0.15 },
    { action: 'sign-out', weight: 0.1 },
  ],
  search: [
    { action: 'click', weight: 0.6 },
    { action: 'search', weight: 0.3 },
    { action: 'sign-out', weight: 0.1 },
  ],
  click: [
    { action: 'page-view', weight: 0.6 },
    { action: 'add-to-cart', weight: 0.15 },
    { action: 'search', weight: 0.15 },
    { action: 'sign-out', weight: 0.1 },
  ],
  'add-to-cart': [
    { action: 'page-view', weight: 0.45 },
    { action: 'purchase', weight: 0.35 },
    { action: 'sign-out', weight: 0.2 },
  ],
  purchase: [
    { action: 'page-view', weight: 0.4 },
    { action: 'sign-out', weight: 0.6 },
  ],
  'sign-out': [{ action: 'sign-in', weight: 1 }],
};

const SECTIONS = ['shoes', 'garden', 'kitchen', 'books', 'toys', 'audio', 'outdoor', 'sale'];
const DEVICES = [
  { kind: 'phone', os: 'Android 16' },
  { kind: 'phone', os: 'iOS 26' },
  { kind: 'desktop', os: 'Windows 11' },
  { kind: 'desktop', os: 'macOS 26' },
  { kind: 'tablet', os: 'iPadOS 26' },
  { kind: 'tv', os: 'webOS 25' },
];
const COUNTRIES = ['US', 'US', 'US', 'CA', 'GB', 'DE', 'FR', 'BR', 'IN', 'JP'];

interface Visit {
  readonly number: number;
  readonly action: Action;
}

/** Visits of users to a shop: each user signs in, looks around, may buy, signs out, and comes back on the same device. */
export function userEvents({ keyField = 'userId', keys, random: setup }: MakerOptions): RecordMaker {
  const users = Array.from({ length: keys }, () => ({
    device: { ...pick(setup, DEVICES), appVersion: `7.${Math.floor(setup() * 12)}.0` },
    country: pick(setup, COUNTRIES),
  }));
  const visits = new Map<number, Visit>();

  return {
    keys,
    make({ rank, at, random }) {
      const visit = nextStep(visits.get(rank), random);
      visits.set(rank, visit);
      const userId = `user-${rank.toString().padStart(6, '0')}`;
      return {
        [keyField]: userId,
        sessionId: `${userId}-${visit.number}`,
        action: visit.action,
        occurredAt: at,
        page: pageOf(visit.action, random),
        ...users[rank],
        ...(visit.action === 'purchase' && { properties: { items: 1 + Math.floor(random() * 4) } }),
      };
    },
  };
}

function nextStep(previous: Visit | undefined, random: Random): Visit {
  if (previous === undefined) return { number: 1, action: 'sign-in' };
  const { action } = pickWeighted(random, NEXT[previous.action]);
  return { number: previous.number + (action === 'sign-in' ? 1 : 0), action };
}

function pageOf(action: Action, random: Random): string {
  if (action === 'sign-in' || action === 'sign-out') return '/account';
  if (action === 'purchase') return '/checkout/thanks';
  if (action === 'search') return `/search?q=${pick(random, SECTIONS)}`;
  return `/${pick(random, SECTIONS)}/${Math.floor(random() * 9_000) + 1_000}`;
}
