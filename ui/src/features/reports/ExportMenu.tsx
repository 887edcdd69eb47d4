import { Button, Menu } from "@mantine/core";
import { IconChevronDown, IconDownload } from "@tabler/icons-react";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { type AppError, asAppError, type Dataset, type Dialect, useWrite } from "../../api";
import { notifyDone } from "../../components";
import { isolate } from "../../format";
import { isAskable, type Period } from "./period";

const DIALECTS: readonly Dialect[] = ["excel-fr", "international"];

type ExportMenuProps = {
  datasets: readonly { dataset: Dataset; label: string }[];
  period: Period;
  /** What is shown can't be asked for, whatever the period. */
  disabled?: boolean;
  /** null: the attempt before is forgotten. */
  onError: (error: AppError | null) => void;
};

/** Writes a CSV where the program's own dialog says; the page never sees a path to write to. */
export function ExportMenu({ datasets, period, disabled, onError }: ExportMenuProps) {
  const { t } = useTranslation();
  const write = useWrite("exportDataset");
  const run = async (dataset: Dataset, dialect: Dialect) => {
    onError(null);
    try {
      const done = await write.mutateAsync([dataset, dialect, period.from, period.to]);
      if (done) {
        notifyDone(t("sales.export.done", { count: done.rows, file: isolate(done.file) }));
      }
    } catch (thrown) {
      onError(asAppError(thrown));
    }
  };
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button
          variant="default"
          loading={write.isPending}
          disabled={disabled || !isAskable(period)}
          leftSection={<IconDownload size={16} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
          data-testid="export"
        >
          {t("sales.export.button")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {datasets.map(({ dataset, label }) => (
          <Fragment key={dataset}>
            <Menu.Label>{label}</Menu.Label>
            {DIALECTS.map((dialect) => (
              <Menu.Item
                key={dialect}
                onClick={() => void run(dataset, dialect)}
                aria-label={`${label} : ${t(`sales.export.${dialect}`)}`}
                data-testid={`export-${dataset}-${dialect}`}
              >
                {t(`sales.export.${dialect}`)}
              </Menu.Item>
            ))}
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
