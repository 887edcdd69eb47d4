import { Group, Stack, Title } from "@mantine/core";
import { IconUserOff } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Redirect } from "wouter";
import { type AppError, type Id, type Statement, useRead } from "../../api";
import { EmptyState, ErrorNotice, LoadState, Page, StatusBadge } from "../../components";
import { useArchiving } from "../../components/useArchiving";
import { StatementActions } from "../receipts/StatementActions";
import { BackLink } from "./BackLink";
import { CustomerActions } from "./CustomerActions";
import { ContactLine, CustomerSummary } from "./CustomerSummary";
import { MergedLine } from "./MergedLine";
import { PromiseLine } from "./PromiseLine";
import { StatementTable } from "./StatementTable";
import { SubscriptionsTable } from "./SubscriptionsTable";

/** One customer: how to reach him, what he owes, what he bought and what still runs. */
export function CustomerPage({ id }: { id: Id }) {
  const { t } = useTranslation();
  const statement = useRead("customers", "customerStatement", id);
  if (statement.error?.code === "unknown_customer") {
    return (
      <Page title={t("customers.page.unknownTitle")}>
        <EmptyState
          icon={IconUserOff}
          title={t("customers.page.unknownTitle")}
          text={t("customers.page.unknownText")}
          action={<BackLink />}
        />
      </Page>
    );
  }
  return (
    <LoadState query={statement}>
      {(data) =>
        // Somebody who was merged is the other now: his page is that one's.
        data.customer.id === id ? (
          <Details statement={data} />
        ) : (
          <Redirect to={`/customers/${data.customer.id}`} replace />
        )
      }
    </LoadState>
  );
}

function Details({ statement }: { statement: Statement }) {
  const { t } = useTranslation();
  const { customer } = statement;
  const { id, name, archived } = customer;
  const subscriptions = useRead("subscriptions", "customerSubscriptions", id);
  const archiving = useArchiving("customerArchive", "customers.archive");
  const [exportError, setExportError] = useState<AppError | null>(null);

  return (
    <Page
      title={
        <Group gap="sm">
          <bdi>{name}</bdi>
          {archived && <StatusBadge tone="neutral">{t("customers.archivedBadge")}</StatusBadge>}
        </Group>
      }
      back={<BackLink />}
      actions={<CustomerActions customer={customer} archiving={archiving} />}
    >
      <ErrorNotice error={archiving.error} />
      <ContactLine customer={customer} />
      <MergedLine customer={customer} />
      <CustomerSummary customer={customer} />
      <PromiseLine customer={customer} />
      <Stack component="section" gap="sm">
        <Title order={2} size="h4">
          {t("customers.subscriptions.title")}
        </Title>
        <LoadState query={subscriptions}>
          {(rows) => <SubscriptionsTable name={name} rows={rows} />}
        </LoadState>
      </Stack>
      <Stack component="section" gap="sm">
        <Group justify="space-between" gap="sm">
          <Title order={2} size="h4">
            {t("customers.statement.title")}
          </Title>
          <StatementActions statement={statement} onError={setExportError} />
        </Group>
        <ErrorNotice error={exportError} />
        <StatementTable statement={statement} />
      </Stack>
      {archiving.dialog}
    </Page>
  );
}
