import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { readDatagram } from './datagram';
import { Forwarder } from './forwarder';
import { HOST } from './ports';

const cleanup: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanup.splice(0).toReversed()) await clean();
});

/** A STUN binding request of the client `fragment`, as ICE sends it. */
function check(fragment: string): Buffer {
  const name = Buffer.from(`server:${fragment}`);
  const padded = Buffer.concat([name, Buffer.alloc((4 - (name.length % 4)) % 4)]);
  const head = Buffer.alloc(20);
  head.writeUInt16BE(1, 0);
  head.writeUInt16BE(4 + padded.length, 2);
  head.writeUInt32BE(0x2112a442, 4);
  const attribute = Buffer.alloc(4);
  attribute.writeUInt16BE(6, 0);
  attribute.writeUInt16BE(name.length, 2);
  return Buffer.concat([head, attribute, padded]);
}

async function udp(): Promise<UdpSocket> {
  const socket = createSocket('udp4').bind(0, HOST);
  cleanup.push(() => socket.close());
  await once(socket, 'listening');
  return socket;
}

/** A server that answers each datagram with the port it came from, and each TCP request with its own bytes. */
async function world(): Promise<{ forwarder: Forwarder; ask: (text: Buffer) => Promise<string | null>; client: UdpSocket }> {
  const server = await udp();
  server.on('message', (_, from) => server.send(String(from.port), from.port, from.address));
  const tcp = createServer((socket) => socket.pipe(socket)).listen(0, HOST);
  cleanup.push(() => tcp.close());
  await once(tcp, 'listening');
  const forwarder = await Forwarder.start({ udp: server.address().port, tcp: (tcp.address() as AddressInfo).port });
  cleanup.push(() => forwarder.stop());
  const client = await udp();
  const ask = async (bytes: Buffer): Promise<string | null> => {
    client.send(bytes, forwarder.udpPort, HOST);
    const answer = once(client, 'message').then(([message]) => String(message));
    return Promise.race([answer, new Promise<null>((resolve) => setTimeout(() => resolve(null), 150))]);
  };
  return { forwarder, ask, client };
}

test('a client keeps one port towards the server until it is re-bound', async () => {
  const { forwarder, ask } = await world();
  forwarder.know('abcd', 'customer');
  const first = await ask(check('abcd'));
  expect(first).not.toBeNull();
  expect(await ask(Buffer.from([20, 1]))).toBe(first);
  forwarder.rebind('supervisor');
  expect(await ask(Buffer.from([20, 1]))).toBe(first);
  forwarder.rebind('customer');
  const second = await ask(Buffer.from([20, 1]));
  expect(second).not.toBeNull();
  expect(second).not.toBe(first);
});

test('a cut loses the datagrams of that person alone', async () => {
  const { forwarder, ask } = await world();
  forwarder.know('abcd', 'customer');
  await ask(check('abcd'));
  forwarder.cut('supervisor');
  expect(await ask(Buffer.from([20, 1]))).not.toBeNull();
  forwarder.cut('customer');
  expect(await ask(Buffer.from([20, 1]))).toBeNull();
  forwarder.heal('customer');
  expect(await ask(Buffer.from([20, 1]))).not.toBeNull();
});

test('a cut holds the bytes of a connection back and lets them go when it heals', async () => {
  const { forwarder } = await world();
  const socket = connect(forwarder.tcpPort, HOST);
  cleanup.push(() => socket.destroy());
  let received = '';
  socket.on('data', (chunk) => (received += String(chunk)));
  const request = 'GET / HTTP/1.1\r\nUser-Agent: x person/customer\r\n\r\n';
  socket.write(request);
  await expect.poll(() => received).toBe(request);
  forwarder.cut('customer');
  socket.write('later');
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(received).toBe(request);
  forwarder.heal('customer');
  await expect.poll(() => received).toBe(`${request}later`);
});

test('where datagrams alone are cut, connections go on', async () => {
  const { forwarder, ask } = await world();
  forwarder.know('abcd', 'customer');
  await ask(check('abcd'));
  forwarder.cutDatagrams('customer');
  expect(await ask(Buffer.from([20, 1]))).toBeNull();
  const socket = connect(forwarder.tcpPort, HOST);
  cleanup.push(() => socket.destroy());
  let received = '';
  socket.on('data', (chunk) => (received += String(chunk)));
  socket.write('GET / HTTP/1.1\r\nUser-Agent: x person/customer\r\n\r\n');
  await expect.poll(() => received).toContain('person/customer');
  forwarder.heal('customer');
  expect(await ask(Buffer.from([20, 1]))).not.toBeNull();
});

test('a connection that is made during a cut waits for its end', async () => {
  const { forwarder } = await world();
  forwarder.cut('customer');
  const socket = connect(forwarder.tcpPort, HOST);
  cleanup.push(() => socket.destroy());
  let received = '';
  socket.on('data', (chunk) => (received += String(chunk)));
  socket.write('GET / HTTP/1.1\r\nUser-Agent: x person/customer\r\n\r\n');
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(received).toBe('');
  forwarder.heal('customer');
  await expect.poll(() => received).toContain('person/customer');
});

test('datagrams are told apart by their first bytes', () => {
  const rtp = Buffer.from([0x90, 0xe1, 0x12, 0x34, 0, 0, 0, 0, 0xde, 0xad, 0xbe, 0xef]);
  expect(readDatagram(rtp)).toEqual({ kind: 'rtp', payload: 0x61, ssrc: 0xdeadbeef, sequence: 0x1234 });
  expect(readDatagram(Buffer.from([0x80, 200, ...new Uint8Array(10)]))).toEqual({ kind: 'rtcp' });
  expect(readDatagram(Buffer.from([22, 254, 253]))).toEqual({ kind: 'dtls' });
  expect(readDatagram(check('wxyz'))).toEqual({ kind: 'stun', fragment: 'wxyz' });
});
