import { Paper, Table } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ImportFile, ImportReport } from "../../api";
import { useLanguage } from "../../app/i18n";
import { Amount } from "../../components/Amount";
import { formatCount } from "../../format";
import classes from "./legacy.module.css";
import { fileName } from "./wizard";

function Tile({ label, value, detail }: { label: string; value: ReactNode; detail?: string }) {
  return (
    <div className={classes.tile}>
      <dt>{label}</dt>
      <dd>{value}</dd>
      {detail && <dd className={classes.detail}>{detail}</dd>}
    </div>
  );
}

/** What the files come to, in figures. */
export function Totals({ totals }: { totals: ImportReport["totals"] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const count = (value: number) => <bdi dir="ltr">{formatCount(value, language)}</bdi>;
  return (
    <dl className={classes.tiles} data-testid="import-totals">
      <Tile
        label={t("legacy.preview.purchases")}
        value={<Amount value={totals.purchases.amount} />}
        detail={t("legacy.preview.purchases_detail", { count: totals.purchases.accepted })}
      />
      <Tile
        label={t("legacy.preview.sales")}
        value={<Amount value={totals.sales.revenue} />}
        detail={t("legacy.preview.sales_detail", { count: totals.sales.accepted })}
      />
      <Tile label={t("legacy.preview.paid")} value={<Amount value={totals.sales.paid} />} />
      <Tile label={t("legacy.preview.debt")} value={<Amount value={totals.sales.debt} />} />
      <Tile label={t("legacy.preview.customers")} value={count(totals.customers)} />
      <Tile label={t("legacy.preview.products")} value={count(totals.products)} />
    </dl>
  );
}

/** How many rows of each file come in. */
export function FileCounts({ files }: { files: readonly ImportFile[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const counts = ["rows", "accepted", "refused", "duplicates"] as const;
  return (
    <Paper withBorder>
      <Table.ScrollContainer minWidth={560} type="native">
        <Table aria-label={t("legacy.preview.files")} verticalSpacing="xs" horizontalSpacing="md">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("legacy.files.file")}</Table.Th>
              <Table.Th>{t("legacy.files.what")}</Table.Th>
              {counts.map((name) => (
                <Table.Th key={name} ta="end">
                  {t(`legacy.preview.${name}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {files.map((file) => (
              <Table.Tr key={file.path}>
                <Table.Td style={{ overflowWrap: "anywhere" }}>
                  <bdi>{fileName(file.path)}</bdi>
                </Table.Td>
                <Table.Td>
                  {t(`legacy.shapes.${file.shape}`, { defaultValue: file.shape })}
                </Table.Td>
                {counts.map((name) => (
                  <Table.Td key={name} ta="end">
                    <bdi dir="ltr">{formatCount(file[name], language)}</bdi>
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}
