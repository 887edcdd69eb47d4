import { Route, Switch } from "wouter";
import { CustomerList } from "./CustomerList";
import { CustomerPage } from "./CustomerPage";

/** Who buys: the list, and each one's page. */
export default function CustomersScreen() {
  return (
    <Switch>
      <Route path="/customers/:id">{({ id }) => <CustomerPage key={id} id={id} />}</Route>
      <Route>
        <CustomerList />
      </Route>
    </Switch>
  );
}
