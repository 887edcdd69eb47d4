// The old program's data: the wizard that brings it in, and its rows as they were.
import { useRoute } from "wouter";
import { ImportScreen } from "./ImportScreen";
import { KeptRowsPage } from "./KeptRowsPage";

export default function LegacyScreen() {
  const [, params] = useRoute("/import/:page");
  return params?.page === "rows" ? <KeptRowsPage /> : <ImportScreen />;
}
