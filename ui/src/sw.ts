/** The page's service worker: shows what comes while the page is out of sight, and says so where there is no way to the box. */
interface Worker {
  registration: { scope: string };
  clients: {
    claim(): Promise<void>;
    matchAll(options: { type: "window"; includeUncontrolled: boolean }): Promise<Window[]>;
    openWindow(url: string): Promise<unknown>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(type: string, act: (event: WorkerEvent) => void): void;
}

interface Window {
  focus(): Promise<Window>;
  navigate(url: string): Promise<unknown>;
}

interface WorkerEvent {
  request: Request;
  notification: { data: unknown; close(): void };
  waitUntil(done: Promise<unknown>): void;
  respondWith(response: Promise<Response>): void;
}

export {};

const worker = globalThis as unknown as Worker;

/** Nothing is kept of what the box sends: an old picture of a house is worse than none. */
const AWAY = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Nightjar cannot be reached</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="dark light">
<style>body{max-width:26rem;margin:12vh auto;padding:0 24px;font:17px/1.5 system-ui,sans-serif;background:#0b0e13;color:#ece7dc}
h1{font-size:24px;line-height:1.2}li{margin:8px 0}a{display:inline-block;margin-top:12px;padding:12px 22px;border-radius:12px;background:#f2a93f;color:#17130a;font-weight:600;text-decoration:none}</style>
<h1>Nightjar cannot be reached from here</h1><p>Please check:</p><ul>
<li>Is this device in the same network as the box: at home, or by your VPN?</li>
<li>Has the box power? After power comes back it needs about a minute.</li>
<li>Does another device reach it? Then it is this one's Wi-Fi.</li></ul>
<a href="">Try again</a></html>`;

worker.addEventListener("install", (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener("fetch", (event) => {
  if (event.request.mode === "navigate") {
    event.respondWith(
      fetch(event.request).catch(
        () =>
          new Response(AWAY, {
            status: 503,
            headers: {
              "Content-Type": "text/html; charset=utf-8",
              "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
            },
          }),
      ),
    );
  }
});

worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { data } = event.notification;
  const url = new URL(typeof data === "string" ? data : "#/alerts", worker.registration.scope).href;
  event.waitUntil(open(url));
});

async function open(url: string): Promise<void> {
  const [page] = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (page === undefined) {
    await worker.clients.openWindow(url);
  } else {
    await (await page.focus()).navigate(url);
  }
}
