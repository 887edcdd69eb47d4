import { useState } from "react";
import type { Period } from "../reports/period";
import { Closings } from "./Closings";
import { CountForm } from "./CountForm";

type Props = { period: Period; onPeriod: (period: Period) => void };

/** The day's closing, and those before it. */
export function TillView({ period, onPeriod }: Props) {
  const [closed, setClosed] = useState(0);
  return (
    <>
      {/* Once a day is closed the next count begins anew, with a key of its own. */}
      <CountForm key={closed} onDone={() => setClosed((before) => before + 1)} />
      <Closings period={period} onPeriod={onPeriod} />
    </>
  );
}
