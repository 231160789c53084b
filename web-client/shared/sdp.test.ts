import { expect, test } from 'vitest';
import { isOtherPeer, orderCodecs } from './sdp';

const answer = (id: string, fingerprint: string) => `v=0\r\no=- ${id} 2 IN IP4 0.0.0.0\r\ns=-\r\na=fingerprint:sha-256 ${fingerprint}\r\n`;

test('a later answer of the same peer is not another peer', () => {
  expect(isOtherPeer(answer('77', 'AB'), answer('77', 'AB').replace(' 2 IN', ' 3 IN'))).toBe(false);
});

test('a new certificate or a new origin is another peer', () => {
  expect(isOtherPeer(answer('77', 'AB'), answer('77', 'CD'))).toBe(true);
  expect(isOtherPeer(answer('77', 'AB'), answer('78', 'AB'))).toBe(true);
});

test('codecs follow the server, repair codecs stay, the rest goes', () => {
  const have = ['video/AV1', 'video/rtx', 'video/VP9', 'video/VP8', 'video/H265'].map((mimeType) => ({ mimeType }));
  const order = orderCodecs(have, ['video/VP8', 'video/H264', 'video/AV1']).map((codec) => codec.mimeType);
  expect(order).toEqual(['video/VP8', 'video/AV1', 'video/rtx']);
});
