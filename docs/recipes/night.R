# SPDX-License-Identifier: Apache-2.0
# Cramps and tension of each head, median amplitude of each channel: Rscript night.R TABLES
tables <- commandArgs(trailingOnly = TRUE)[1]
for (path in sort(Sys.glob(file.path(tables, "*_events.csv")))) {
  events <- read.csv(path, na.strings = "n/a")
  events <- events[events$trial_type %in% c("cramp", "tension"), ]
  heads <- unique(events[c("leg", "muscle")])
  heads <- heads[order(heads$leg, heads$muscle), ]
  for (i in seq_len(nrow(heads))) {
    own <- events[events$leg == heads$leg[i] & events$muscle == heads$muscle[i], ]
    cat("head", heads$leg[i], heads$muscle[i], sum(own$trial_type == "cramp"),
        sprintf("%.3f", sum(own$duration[own$trial_type == "tension"])), sep = "\t")
    cat("\n")
  }
}
nights <- read.delim(file.path(tables, "epochs.tsv.gz"), na.strings = "n/a")
cat(sprintf("channel\t%s\t%.4f\n", nights$channel, nights$rms_uv_median), sep = "")
