import { type Alert, alertPictureUrl } from "../api/alerts.ts";
import { hashOf } from "../router.ts";

export type Allowed = "granted" | "denied" | "default" | "impossible";

/** Whether this browser may show something while the page is out of sight. */
export function allowed(): Allowed {
  return "serviceWorker" in navigator && "Notification" in globalThis
    ? Notification.permission
    : "impossible";
}

export async function ask(): Promise<Allowed> {
  return allowed() === "impossible" ? "impossible" : Notification.requestPermission();
}

/** Shows what comes while nobody looks at the page, by the service worker: a tap on it leads back here. */
export class Notes {
  readonly #worker: Promise<ServiceWorkerRegistration | undefined>;

  constructor() {
    // Over plain http there is none, and with a certificate the browser does not trust there is none either.
    this.#worker =
      "serviceWorker" in navigator
        ? navigator.serviceWorker
            .register("sw.js")
            .then(() => navigator.serviceWorker.ready) // one that is still being installed shows nothing
            .catch(() => undefined)
        : Promise.resolve(undefined);
  }

  async show(alert: Alert): Promise<void> {
    const worker = await this.#worker;
    if (worker === undefined || allowed() !== "granted") {
      return;
    }
    const { id, title, text, urgent, picture } = alert;
    const options: NotificationOptions & { image?: string } = {
      body: text,
      tag: String(id),
      icon: "icon-192.png",
      requireInteraction: urgent,
      data: hashOf({ to: "alert", id }),
      ...(picture ? { image: alertPictureUrl(id) } : {}),
    };
    await worker.showNotification(title, options).catch(() => undefined);
  }

  async take(id: number): Promise<void> {
    const worker = await this.#worker;
    const shown = (await worker?.getNotifications({ tag: String(id) }).catch(() => [])) ?? [];
    shown.forEach((one) => one.close());
  }
}
