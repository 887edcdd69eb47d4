// The list of sales and each sale's page; the filters outlast a look at one sale.
import { useState } from "react";
import { useRoute } from "wouter";
import { type Filters, NO_FILTERS } from "./filters";
import { SaleList } from "./SaleList";
import { SalePage } from "./SalePage";

export default function SalesScreen() {
  const [, params] = useRoute("/sales/:id");
  const [filters, setFilters] = useState<Filters>(NO_FILTERS);
  if (params?.id) return <SalePage key={params.id} id={params.id} />;
  return <SaleList filters={filters} onFilters={setFilters} />;
}
