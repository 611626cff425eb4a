import { App } from "./app.ts";

await new App().begin();
