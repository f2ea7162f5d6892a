/** How the rate moves between a stream's average and its peak. */
export type RateProfile =
  | { readonly kind: 'steady'; readonly at: 'average' | 'peak' }
  | {
      readonly kind: 'bursts';
      /** A burst begins this often, in seconds. The first begins one quiet spell after the start. */
      readonly everySeconds: number;
      /** It stays at the peak this long, in seconds. */
      readonly burstSeconds: number;
    };

/** Average rate, with five seconds at the peak in every twenty: the mean is average + (peak − average) ÷ 4. */
export const DEFAULT_PROFILE: RateProfile = { kind: 'bursts', everySeconds: 20, burstSeconds: 5 };

/** The two rates of a stream, in records per second. */
export interface Rates {
  readonly averagePerSecond: number;
  readonly peakPerSecond: number;
}

/** Records per second that long after the start. */
export function rateAt(profile: RateProfile, rates: Rates, elapsedSeconds: number): number {
  if (profile.kind === 'steady') return profile.at === 'peak' ? rates.peakPerSecond : rates.averagePerSecond;
  const quietSeconds = profile.everySeconds - profile.burstSeconds;
  return elapsedSeconds % profile.everySeconds < quietSeconds ? rates.averagePerSecond : rates.peakPerSecond;
}
