import { Anchor, Code as CodeBlock, Modal, Stack, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { Became, KeptRow } from "../../api";
import { DayText, None, StatusBadge } from "../../components";
import { FATE_TONES } from "./KeptRowsTable";
import classes from "./legacy.module.css";

/** Where the book shows what a row became. */
function placeOf({ sale_id, platform_id, product_id, customer_id }: Became): string | null {
  if (sale_id !== null) return `/sales/${sale_id}`;
  if (platform_id !== null) return `/platforms/${platform_id}`;
  if (product_id !== null) return `/products/${product_id}`;
  return customer_id === null ? null : `/customers/${customer_id}`;
}

function BecameLink({ became }: { became: Became }) {
  const place = placeOf(became);
  if (place === null) return <None />;
  return (
    <Anchor component={Link} href={place} size="sm" data-testid="kept-became">
      <bdi>{became.name}</bdi>
    </Anchor>
  );
}

function Facts({ row }: { row: KeptRow }) {
  const { t } = useTranslation();
  return (
    <dl className={classes.facts}>
      <dt>{t("kept.file")}</dt>
      <dd className={classes.anywhere}>
        <bdi>{row.file}</bdi>, {t("kept.line", { line: row.line })}
      </dd>
      <dt>{t("kept.importedOn")}</dt>
      <dd>
        <DayText value={row.imported_on} />
      </dd>
      <dt>{t("kept.fate")}</dt>
      <dd>
        <StatusBadge tone={FATE_TONES[row.fate]}>{t(`kept.fates.${row.fate}`)}</StatusBadge>
      </dd>
      {row.became && (
        <>
          <dt>{t("kept.became")}</dt>
          <dd>
            <BecameLink became={row.became} />
          </dd>
        </>
      )}
    </dl>
  );
}

function Issues({ row }: { row: KeptRow }) {
  const { t } = useTranslation();
  return (
    <ul className={classes.issues}>
      {row.issues.map(({ column, value, code }) => (
        <li key={`${column}:${code}`}>
          {t(`legacy.verdicts.${code}`, { defaultValue: code })}{" "}
          {column !== "" && (
            <Text component="span" size="sm" c="dimmed">
              <bdi dir="ltr">
                {column} = {value === "" ? "∅" : value}
              </bdi>
            </Text>
          )}
        </li>
      ))}
    </ul>
  );
}

function Cells({ row }: { row: KeptRow }) {
  const { t } = useTranslation();
  return (
    <Table aria-label={t("kept.cells")} verticalSpacing={6}>
      <Table.Tbody>
        {row.cells.map(({ column, value }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row's cells never change
          <Table.Tr key={at}>
            <Table.Th scope="row" fw={400} c="dimmed" w="14rem">
              <bdi dir="ltr">{column}</bdi>
            </Table.Th>
            <Table.Td className={classes.anywhere}>
              {value === "" ? <None /> : <bdi>{value}</bdi>}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

type KeptRowDialogProps = { row: KeptRow; opened: boolean; onClose: () => void };

/** One row of an old file: what became of it and why, cell by cell, and word for word. */
export function KeptRowDialog({ row, opened, onClose }: KeptRowDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("kept.rowTitle", { shape: t(`legacy.shapes.${row.shape}`), line: row.line })}
      size="44rem"
      closeButtonProps={{ "aria-label": t("common.close") }}
      data-testid="kept-row"
    >
      <Stack gap="md">
        <Facts row={row} />
        {row.issues.length > 0 && <Issues row={row} />}
        <Cells row={row} />
        <div>
          <Text size="sm" c="dimmed" mb={4}>
            {t("kept.raw")}
          </Text>
          <CodeBlock block dir="ltr" className={classes.raw}>
            {row.raw}
          </CodeBlock>
        </div>
      </Stack>
    </Modal>
  );
}
