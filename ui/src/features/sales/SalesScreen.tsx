// The list of sales, each sale's page and its correction; the filters outlast a look at one sale.
import { useState } from "react";
import { useRoute } from "wouter";
import { CorrectionScreen } from "./CorrectionScreen";
import { type Filters, NO_FILTERS } from "./filters";
import { SaleList } from "./SaleList";
import { SalePage } from "./SalePage";

export default function SalesScreen() {
  const [, params] = useRoute("/sales/:id");
  const [, corrected] = useRoute("/sales/:id/correct");
  const [filters, setFilters] = useState<Filters>(NO_FILTERS);
  if (corrected?.id) return <CorrectionScreen key={corrected.id} id={corrected.id} />;
  if (params?.id) return <SalePage key={params.id} id={params.id} />;
  return <SaleList filters={filters} onFilters={setFilters} />;
}
