import "./freeze";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "./styles";
import "./i18n";
import { App } from "./App";
import { askAhead } from "./ahead";
import { newQueryClient, Root } from "./Root";

const root = document.getElementById("root");
if (!root) throw new Error("The page has no place to draw in");
const client = newQueryClient();
await askAhead(client);
createRoot(root).render(
  <StrictMode>
    <Root client={client}>
      <App />
    </Root>
  </StrictMode>,
);
