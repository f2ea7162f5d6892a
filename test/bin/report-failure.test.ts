import { reportFailure } from '../../bin/report-failure';

const report = (error: unknown) => {
  const lines: string[] = [];
  const code = reportFailure(error, { write: (text) => lines.push(text) });
  return { code, text: lines.join('') };
};

describe('reportFailure', () => {
  test('says the message without a stack trace, and fails', () => {
    expect(report(new Error('no workload "x": give one of a, b'))).toEqual({
      code: 1,
      text: 'no workload "x": give one of a, b\n',
    });
  });

  test('says every cause', () => {
    const error = new Error('cannot start', { cause: new Error('no Java', { cause: new Error('ENOENT') }) });

    expect(report(error).text).toBe('cannot start\n  because: no Java\n  because: ENOENT\n');
  });

  test('says what is not an Error too', () => {
    expect(report('stopped').text).toBe('stopped\n');
  });
});
