import { Badge } from "@mantine/core";
import type { ReactNode } from "react";

export type Tone = "ok" | "warning" | "danger" | "info" | "neutral";

const COLORS: Record<Tone, string> = {
  ok: "brand",
  warning: "orange",
  danger: "red",
  info: "blue",
  neutral: "gray",
};

type StatusBadgeProps = { tone: Tone; children: ReactNode; "data-testid"?: string | undefined };

/** A state in a word; the colour only repeats it. */
export function StatusBadge({ tone, children, ...rest }: StatusBadgeProps) {
  return (
    <Badge variant="light" color={COLORS[tone]} tt="none" fw={600} {...rest}>
      {children}
    </Badge>
  );
}
