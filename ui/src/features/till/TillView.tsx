import { useState } from "react";
import type { Closing } from "../../api";
import type { Period } from "../reports/period";
import { Closings } from "./Closings";
import { CountForm } from "./CountForm";

type Props = { period: Period; onPeriod: (period: Period) => void };

/** The day's closing, and those before it. */
export function TillView({ period, onPeriod }: Props) {
  const [made, setMade] = useState<Closing | null>(null);
  return (
    <>
      {/* Once a day is closed the next count begins anew, with a key of its own. */}
      <CountForm key={made?.id ?? ""} made={made} onDone={setMade} />
      <Closings period={period} onPeriod={onPeriod} />
    </>
  );
}
