import "./freeze";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "./styles";
import "./i18n";
import { App } from "./App";
import { Root } from "./Root";

const root = document.getElementById("root");
if (!root) throw new Error("The page has no place to draw in");
createRoot(root).render(
  <StrictMode>
    <Root>
      <App />
    </Root>
  </StrictMode>,
);
