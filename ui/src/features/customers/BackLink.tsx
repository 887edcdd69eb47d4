import { Anchor, Group } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

/** Back to all customers. */
export function BackLink() {
  const { t } = useTranslation();
  return (
    <Anchor component={Link} href="/customers" size="sm">
      <Group component="span" gap={4}>
        <IconArrowLeft size={16} className="mantine-rotate-rtl" aria-hidden />
        {t("customers.page.back")}
      </Group>
    </Anchor>
  );
}
