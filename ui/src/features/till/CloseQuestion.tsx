import { Stack, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Amount, ConfirmDialog } from "../../components";
import { formatDay, isolate } from "../../format";
import { Gap } from "./figures";
import classes from "./till.module.css";
import type { Count, CountEntry } from "./useCount";

/** What would be written of the day, before it is: a closing can't be changed. */
export function CloseQuestion({ count, onBack }: { count: Count; onBack: () => void }) {
  const { t } = useTranslation();
  const { entries, note } = count;
  const day = isolate(formatDay(count.till.data?.date ?? ""));
  const title = t("till.confirm.title", { day });
  return (
    <ConfirmDialog
      opened={count.asking}
      onClose={onBack}
      onConfirm={count.close}
      title={title}
      confirmLabel={t("till.submit", { day })}
      cancelLabel={t("till.confirm.back")}
      loading={count.busy}
      size="44rem"
      returnFocus={false}
      data-testid="till-question"
    >
      <Stack gap="md">
        <Table aria-label={title} verticalSpacing="xs" className={classes.table ?? ""}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("till.method")}</Table.Th>
              <Table.Th className={classes.figure}>{t("till.expected")}</Table.Th>
              <Table.Th className={classes.figure}>{t("till.counted")}</Table.Th>
              <Table.Th className={classes.figure}>{t("till.gap")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {entries.map((entry) => (
              <Asked key={entry.line.method_id} entry={entry} />
            ))}
          </Table.Tbody>
        </Table>
        {note.trim() !== "" && (
          <Text size="sm">
            <bdi>{note}</bdi>
          </Text>
        )}
        <Text size="sm">{t("till.confirm.text")}</Text>
      </Stack>
    </ConfirmDialog>
  );
}

function Asked({ entry }: { entry: CountEntry }) {
  const { t } = useTranslation();
  const { line, name, typed, isCounted, there, gap } = entry;
  const { comment } = typed;
  return (
    <>
      <Table.Tr className={comment ? classes.explained : undefined}>
        <Table.Th scope="row" fw={500}>
          <bdi>{name}</bdi>
        </Table.Th>
        <Table.Td className={classes.figure}>
          <Amount value={line.expected} currency={false} />
        </Table.Td>
        <Table.Td className={classes.figure}>
          {isCounted ? <Amount value={there} currency={false} /> : t("till.notCounted")}
        </Table.Td>
        <Table.Td className={classes.figure}>
          {gap !== null && <Gap gap={gap} name={name} />}
        </Table.Td>
      </Table.Tr>
      {comment && (
        <Table.Tr>
          <Table.Td colSpan={4} className={classes.reason}>
            <Text size="sm" c="dimmed">
              <bdi>{comment}</bdi>
            </Text>
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}
