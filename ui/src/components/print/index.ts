export { PaperDocument } from "./PaperDocument";
export { PrintDialog } from "./PrintDialog";
export { type Format, usePaper } from "./paper";
