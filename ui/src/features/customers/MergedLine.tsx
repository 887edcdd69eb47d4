// Whom a customer was before: the cards that were merged into his.
import { Group, Text } from "@mantine/core";
import { IconUsersGroup } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useSearch } from "wouter";
import { type Customer, type MergedCustomer, useRead } from "../../api";
import { useBook } from "../../app/BookContext";
import { useAddressed } from "../../app/useAddressed";
import { ErrorNotice, notifyDone, PhoneText } from "../../components";
import { formatInstantDay, isolate } from "../../format";
import { mergedText } from "./duplicates";

export function MergedLine({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const merged = useRead("customers", "customerMerged", customer.id);
  const rows = merged.data ?? [];
  // Said here, on the page where a merge ends: a notice from before would be gone with that page.
  const done = new URLSearchParams(useSearch()).get("merged");
  const gone = rows.find(({ id }) => id === done);
  useAddressed("merged", gone !== undefined, () => {
    if (gone) notifyDone(mergedText(gone, customer, t));
  });

  if (rows.length === 0) return <ErrorNotice error={merged.error} />;
  return (
    <Group gap={6} wrap="nowrap" align="flex-start" data-testid="customer-merged">
      <IconUsersGroup size={16} stroke={1.6} aria-hidden />
      <Text component="div" size="sm">
        {t("customers.merge.also")}
        {rows.map((row, index) => (
          <span key={row.id}>
            {index > 0 && " ; "}
            <Merged row={row} />
          </span>
        ))}
      </Text>
    </Group>
  );
}

function Merged({ row }: { row: MergedCustomer }) {
  const { t } = useTranslation();
  const { timezone } = useBook();
  const day = isolate(formatInstantDay(row.recorded_at, timezone));
  return (
    <>
      <bdi>{row.name}</bdi>
      {row.phone && (
        <>
          {" · "}
          <PhoneText value={row.phone} />
        </>
      )}{" "}
      <Text span inherit c="dimmed">
        {t("customers.merge.on", { day })}
      </Text>
    </>
  );
}
