import { Button, type ButtonProps, Menu } from "@mantine/core";
import { IconChevronDown, IconDownload } from "@tabler/icons-react";
import { Fragment, useState } from "react";
import { useTranslation } from "react-i18next";
import { type AppError, asAppError, type Dialect, type ExportReport } from "../api";
import { isolate } from "../format";
import { notifyDone } from "./notify";

const DIALECTS: readonly Dialect[] = ["excel-fr", "international"];

type Exportable = {
  id: string;
  /** Said above its dialects, where there is more than one thing to choose or name. */
  label?: string;
  /** null: the program's own dialog was closed. */
  write: (dialect: Dialect) => Promise<ExportReport | null>;
};

type ExportMenuProps = {
  files: readonly Exportable[];
  disabled?: boolean;
  size?: ButtonProps["size"];
  /** null: the attempt before is forgotten. */
  onError: (error: AppError | null) => void;
};

/** Writes a CSV where the program's own dialog says; the page never sees a path to write to. */
export function ExportMenu({ files, disabled = false, size = "sm", onError }: ExportMenuProps) {
  const { t } = useTranslation();
  const [writing, setWriting] = useState(false);
  const run = async ({ write }: Exportable, dialect: Dialect) => {
    onError(null);
    setWriting(true);
    try {
      const done = await write(dialect);
      if (done) {
        notifyDone(t("common.export.done", { count: done.rows, file: isolate(done.file) }));
      }
    } catch (thrown) {
      onError(asAppError(thrown));
    } finally {
      setWriting(false);
    }
  };
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button
          variant="default"
          size={size}
          loading={writing}
          disabled={disabled}
          leftSection={<IconDownload size={16} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
          data-testid="export"
        >
          {t("common.export.button")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {files.map((file) => (
          <Fragment key={file.id}>
            {file.label && <Menu.Label>{file.label}</Menu.Label>}
            {DIALECTS.map((dialect) => {
              const name = t(`common.export.${dialect}`);
              return (
                <Menu.Item
                  key={dialect}
                  onClick={() => void run(file, dialect)}
                  aria-label={file.label && `${file.label} : ${name}`}
                  data-testid={`export-${file.id}-${dialect}`}
                >
                  {name}
                </Menu.Item>
              );
            })}
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
