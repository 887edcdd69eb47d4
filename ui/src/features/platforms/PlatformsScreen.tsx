import { Route, Switch } from "wouter";
import { AccountPage } from "./AccountPage";
import { MovementsPage } from "./MovementsPage";
import { PlatformList } from "./PlatformList";
import { RoundPage } from "./RoundPage";

/** The suppliers' panels: their cards, the round of all of them, each one's ledger and its supplier's account. */
export default function PlatformsScreen() {
  return (
    <Switch>
      <Route path="/platforms/round">
        <RoundPage />
      </Route>
      <Route path="/platforms/:id/supplier">{({ id }) => <AccountPage key={id} id={id} />}</Route>
      <Route path="/platforms/:id">{({ id }) => <MovementsPage key={id} id={id} />}</Route>
      <Route>
        <PlatformList />
      </Route>
    </Switch>
  );
}
