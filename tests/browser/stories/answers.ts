/** Servers and networks that answer a page otherwise than usual. */
import type { Page } from 'playwright-core';

/** As a server that can't write the customer's messages down. */
export async function refuseMessages(page: Page): Promise<void> {
  await page.routeWebSocket(/\/ws\/session/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      const asked = JSON.parse(String(message)) as { dseq?: number; command?: { do: string } };
      if (asked.command?.do !== 'say') return server.send(message);
      return socket.send(JSON.stringify({ type: 'refused', dseq: asked.dseq, code: 'store_unavailable', sentence: '' }));
    });
  });
}

/** As a network on which nothing comes back once this was asked for. */
export async function loseAnswers(page: Page, command: string): Promise<void> {
  await page.routeWebSocket(/\/ws\/session/, (socket) => {
    const server = socket.connectToServer();
    let lost = false;
    socket.onMessage((message) => {
      lost ||= String(message).includes(`"do":"${command}"`);
      server.send(message);
    });
    server.onMessage((message) => lost || socket.send(message));
  });
}
