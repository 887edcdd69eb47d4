import { Anchor, Group } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Link } from "wouter";

/** Leads back to the list that a page comes from. */
export function BackLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Anchor component={Link} href={href} size="sm">
      <Group component="span" gap={4}>
        <IconArrowLeft size={16} className="mantine-rotate-rtl" aria-hidden />
        {children}
      </Group>
    </Anchor>
  );
}
