import { type AppError, type Dataset, useWrite } from "../../api";
import { ExportMenu } from "../../components/ExportMenu";
import { isAskable, type Period } from "./period";

type DatasetExportProps = {
  datasets: readonly { dataset: Dataset; label: string }[];
  period: Period;
  /** What is shown can't be asked for, whatever the period. */
  disabled?: boolean;
  onError: (error: AppError | null) => void;
};

/** What the program keeps of a period, as files. */
export function DatasetExport({ datasets, period, disabled, onError }: DatasetExportProps) {
  const { mutateAsync } = useWrite("exportDataset");
  return (
    <ExportMenu
      files={datasets.map(({ dataset, label }) => ({
        id: dataset,
        label,
        write: (dialect) => mutateAsync([dataset, dialect, period.from, period.to]),
      }))}
      disabled={disabled || !isAskable(period)}
      onError={onError}
    />
  );
}
