import fc from 'fast-check';
import { chaosPlan } from '../../../local/chaos/chaos-plan';

const TARGETS = { brokers: ['broker-1', 'broker-2', 'broker-3'], services: ['archiver'] };

describe('chaosPlan', () => {
  test('in a minute: a broker is down for eight seconds, then the archiver crashes twice', () => {
    expect(chaosPlan(60, TARGETS)).toEqual([
      { at: 60 * 0.25, action: 'take-down', target: 'broker-2' },
      { at: 60 * 0.25 + 8, action: 'bring-back', target: 'broker-2' },
      { at: 60 * 0.55, action: 'kill', target: 'archiver' },
      { at: 60 * 0.7, action: 'kill', target: 'archiver' },
    ]);
  });

  test('takes no broker down where the others could not go on alone', () => {
    const steps = chaosPlan(60, { ...TARGETS, brokers: ['broker-1', 'broker-2'] });

    expect(steps.map(({ target }) => target)).toEqual(['archiver', 'archiver']);
  });

  test('whatever the length: in order, within the run, and what is taken down is brought back in its first half', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 86_400, noNaN: true }), (seconds) => {
        const steps = chaosPlan(seconds, TARGETS);

        expect(steps.map(({ at }) => at)).toEqual(steps.map(({ at }) => at).sort((a, b) => a - b));
        expect(steps.every(({ at }) => at > 0 && at < seconds)).toBe(true);
        const [down, back] = steps;
        expect([down?.action, back?.action]).toEqual(['take-down', 'bring-back']);
        expect(back?.at).toBeLessThanOrEqual(seconds / 2);
      }),
    );
  });
});
