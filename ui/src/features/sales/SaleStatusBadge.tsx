import { useTranslation } from "react-i18next";
import type { SaleStatus } from "../../api";
import { StatusBadge, type Tone } from "../../components";

const TONES: Record<SaleStatus, Tone> = {
  paid: "ok",
  partial: "warning",
  unpaid: "danger",
  cancelled: "neutral",
};

export function SaleStatusBadge({ status }: { status: SaleStatus }) {
  const { t } = useTranslation();
  return <StatusBadge tone={TONES[status]}>{t(`sales.status.${status}`)}</StatusBadge>;
}
