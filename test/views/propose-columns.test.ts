import { describe, expect, test } from 'vitest';
import { likeness, proposeColumns, wordsOf } from '../../src/views/questions/propose-columns.ts';

describe('columns proposed for roles', () => {
  test.each([
    ['IPAddress', ['ip', 'address']],
    ['client_ip', ['agent', 'ip', 'address']],
    ['ASNumber', ['as', 'number']],
    ['', []],
    ['__proto__', ['proto']],
  ])('%s has words', (name, words) => {
    expect(wordsOf(name)).toEqual(words);
  });
  test('equal but for case and signs is certain', () => {
    expect(likeness('AS Name', 'as_name')).toBe(1);
    expect(likeness('', 'x')).toBe(0);
  });
  test('the columns of an access log play what they are', () => {
    const log =
      'address ident user time request method path protocol status bytes referer user_agent';
    const roles = ['SendDate', 'RequestDate', 'IPAddress', 'UserAgent', 'UserID', 'EmailDomain'];
    expect(Object.fromEntries(proposeColumns(roles, log.split(' ')))).toEqual({
      RequestDate: 'time',
      IPAddress: 'address',
      UserAgent: 'user_agent',
    });
  });
  test.each([
    ['time s-ip cs-username c-ip cs(User-Agent)', 'c-ip'],
    ['source_ip destination_ip', 'source_ip'],
    ['dst_ip src_ip', 'src_ip'],
    ['server_ip client_ip', 'client_ip'],
    ['time server_ip', 'server_ip'],
  ])('of %s the address of who came is proposed', (names, address) => {
    expect(proposeColumns(['IPAddress'], names.split(' ')).get('IPAddress')).toBe(address);
  });
  test('the end that is asked for is proposed', () => {
    const proposed = proposeColumns(
      ['server_address', 'client_address'],
      ['c-ip', 's-ip', 'server-ip'],
    );
    expect(proposed.get('server_address')).toBe('server-ip');
  });
  test('other names of the same thing are found, each column once', () => {
    const proposed = proposeColumns(
      [
        'RequestDate',
        'SendDate',
        'IPAddress',
        'UserAgent',
        'AS Number',
        'CIDR Range',
        'Link',
        'UserID',
      ],
      ['click_time', 'sent_at', 'ip', 'ua', 'asn', 'network_cidr', 'url', 'user_id', 'colour'],
    );
    expect(Object.fromEntries(proposed)).toEqual({
      RequestDate: 'click_time',
      SendDate: 'sent_at',
      IPAddress: 'ip',
      UserAgent: 'ua',
      'AS Number': 'asn',
      'CIDR Range': 'network_cidr',
      Link: 'url',
      UserID: 'user_id',
    });
  });
  test('a typing error is forgiven, a stranger is not proposed', () => {
    expect(proposeColumns(['Campaign'], ['Campagin', 'colour']).get('Campaign')).toBe('Campagin');
    expect(proposeColumns(['Campaign'], ['colour', 'weight']).size).toBe(0);
  });
});
