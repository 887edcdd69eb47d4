import { Paper, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { InspectedFile } from "../../api";
import { useLanguage } from "../../app/i18n";
import { StatusBadge } from "../../components/StatusBadge";
import { formatCount, isolate } from "../../format";
import { delimiterKey, fileName } from "./wizard";

function FileRow({ file }: { file: InspectedFile }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const known = file.shape !== "unknown";
  return (
    <Table.Tr>
      <Table.Td>
        <Text size="sm" fw={500} style={{ overflowWrap: "anywhere" }}>
          <bdi>{fileName(file.path)}</bdi>
        </Text>
        {!known && (
          <Text size="xs" c="dimmed">
            {t("legacy.files.columns", { columns: isolate(file.columns.join(", ")) })}
          </Text>
        )}
        {file.questions.length > 0 && (
          <Text size="xs" c="dimmed">
            {t("legacy.files.questions")} <bdi>{file.questions.join(", ")}</bdi>
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <StatusBadge tone={known ? "ok" : "warning"}>
          {t(`legacy.shapes.${file.shape}`, { defaultValue: file.shape })}
        </StatusBadge>
      </Table.Td>
      <Table.Td>
        <bdi dir="ltr">{file.encoding.toUpperCase().replace("WINDOWS", "Windows")}</bdi>
      </Table.Td>
      <Table.Td>
        {file.delimiter && t(delimiterKey(file.delimiter), { defaultValue: file.delimiter })}
      </Table.Td>
      <Table.Td ta="end">
        <bdi dir="ltr">{formatCount(file.rows, language)}</bdi>
      </Table.Td>
    </Table.Tr>
  );
}

export function FilesTable({ files }: { files: readonly InspectedFile[] }) {
  const { t } = useTranslation();
  return (
    <Paper withBorder>
      <Table.ScrollContainer minWidth={560} type="native">
        <Table aria-label={t("legacy.files.found")} verticalSpacing="sm" horizontalSpacing="md">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("legacy.files.file")}</Table.Th>
              <Table.Th>{t("legacy.files.what")}</Table.Th>
              <Table.Th>{t("legacy.files.encoding")}</Table.Th>
              <Table.Th>{t("legacy.files.delimiter")}</Table.Th>
              <Table.Th ta="end">{t("legacy.files.rows")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {files.map((file) => (
              <FileRow key={file.path} file={file} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}
