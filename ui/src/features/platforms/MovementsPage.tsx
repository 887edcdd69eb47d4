import { Button, Group, Text } from "@mantine/core";
import { IconListDetails } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { type AppError, type Id, type Platform, useRead, useReadPages } from "../../api";
import { useBook } from "../../app/BookContext";
import { Amount, CreditAmount, EmptyState, ErrorNotice, LoadState, Page } from "../../components";
import { useDialog } from "../../components/useDialog";
import { isZero } from "../../format";
import { DatasetExport } from "../reports/DatasetExport";
import { PeriodInput } from "../reports/PeriodInput";
import { isAskable, type Period, periodOf } from "../reports/period";
import { AdjustDialog } from "./AdjustDialog";
import { BackLink } from "./BackLink";
import { DepositDialog } from "./DepositDialog";
import { MovementsTable } from "./MovementsTable";
import { PlatformBadge } from "./PlatformBadge";
import { SupplierDialog } from "./SupplierDialog";
import { UnknownPlatform } from "./UnknownPlatform";

const PAGE_SIZE = 100;

/** One platform's ledger, newest first. */
export function MovementsPage({ id }: { id: Id }) {
  const platforms = useRead("platforms", "platformsList");
  return (
    <LoadState query={platforms}>
      {(all) => {
        const platform = all.find((candidate) => candidate.id === id);
        return platform ? <Ledger platform={platform} /> : <UnknownPlatform />;
      }}
    </LoadState>
  );
}

function Ledger({ platform }: { platform: Platform }) {
  const { t } = useTranslation();
  const { id, name, unit, decimals } = platform;
  const { today } = useBook();
  const [period, setPeriod] = useState<Period>(() => periodOf("all", today));
  const [exportError, setExportError] = useState<AppError | null>(null);
  const depositing = useDialog<Platform>();
  const adjusting = useDialog<Platform>();
  const paying = useDialog<Platform>();
  const owing = !isZero(platform.supplier_debt);
  // What is no day, or two in the wrong order, is said next to them: no need to ask.
  const { from, to } = isAskable(period) ? period : { from: null, to: null };
  const narrowed = from !== null || to !== null;

  const movements = useReadPages("platforms", "movementsPage", [id, from, to], (before_seq) => [
    { platform_id: id, from, to, before_seq, limit: PAGE_SIZE },
  ]);

  return (
    <Page
      title={t("platforms.movements.title", { name })}
      back={<BackLink />}
      actions={
        <>
          <DatasetExport
            datasets={[{ dataset: "movements", label: t("platforms.export.scope") }]}
            period={period}
            onError={setExportError}
          />
          <Button component={Link} href={`/platforms/${id}/supplier`} variant="default">
            {t("platforms.account.open")}
          </Button>
          {owing && (
            <Button variant="default" onClick={() => paying.open(platform)}>
              {t("platforms.card.paySupplier")}
            </Button>
          )}
          {!platform.archived && (
            <>
              <Button variant="default" onClick={() => adjusting.open(platform)}>
                {t("platforms.card.adjust")}
              </Button>
              <Button onClick={() => depositing.open(platform)}>
                {t("platforms.card.deposit")}
              </Button>
            </>
          )}
        </>
      }
    >
      <Group justify="space-between" align="flex-end" gap="md">
        <Group gap="xl" align="flex-end">
          <div>
            <Text size="sm" c="dimmed">
              {t("platforms.card.balance")}
            </Text>
            <Group gap="xs">
              <Text fz={24} fw={650} lh={1.3}>
                <CreditAmount value={platform.balance} unit={unit} decimals={decimals} judged />
              </Text>
              <PlatformBadge platform={platform} />
            </Group>
          </div>
          <div>
            <Text size="sm" c="dimmed">
              {t("platforms.card.value")}
            </Text>
            <Text fz={24} fw={650} lh={1.3}>
              <Amount value={platform.value} judged />
            </Text>
          </div>
          {owing && (
            <div>
              <Text size="sm" c="dimmed">
                {t("platforms.card.supplierDebt")}
              </Text>
              <Text fz={24} fw={650} lh={1.3}>
                <Amount value={platform.supplier_debt} />
              </Text>
            </div>
          )}
        </Group>
        <PeriodInput value={period} onChange={setPeriod} />
      </Group>
      <ErrorNotice error={exportError} />
      <LoadState query={movements}>
        {(data) => {
          const rows = data.pages.flatMap((page) => page.rows);
          if (rows.length === 0) {
            return (
              <EmptyState
                icon={IconListDetails}
                title={t(
                  narrowed
                    ? "platforms.movements.emptyPeriodTitle"
                    : "platforms.movements.emptyTitle",
                )}
                text={t(
                  narrowed
                    ? "platforms.movements.emptyPeriodText"
                    : "platforms.movements.emptyText",
                )}
              />
            );
          }
          return (
            <MovementsTable
              // Another period begins again at its newest row.
              key={`${from}/${to}`}
              platform={platform}
              rows={rows}
              onEnd={() => {
                if (movements.hasNextPage && !movements.isFetchingNextPage)
                  void movements.fetchNextPage();
              }}
            />
          );
        }}
      </LoadState>

      {depositing.target && (
        <DepositDialog
          key={`deposit-${depositing.key}`}
          platform={platform}
          opened={depositing.opened}
          onClose={depositing.close}
        />
      )}
      {adjusting.target && (
        <AdjustDialog
          key={`adjust-${adjusting.key}`}
          platform={platform}
          opened={adjusting.opened}
          onClose={adjusting.close}
        />
      )}
      {paying.target && (
        <SupplierDialog
          key={`pay-${paying.key}`}
          platform={platform}
          opened={paying.opened}
          onClose={paying.close}
        />
      )}
    </Page>
  );
}
