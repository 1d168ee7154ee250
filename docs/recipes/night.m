% SPDX-License-Identifier: Apache-2.0
% Median amplitude of each channel: octave night.m TABLES. Text alone, so that Octave can do it; in MATLAB,
% h5read('S_features.h5', '/features/rms_uv') gives the windows.
arguments = argv();
tables = arguments{end};
gunzip(fullfile(tables, 'epochs.tsv.gz'), tempdir());
file = fopen(fullfile(tempdir(), 'epochs.tsv'));
names = strsplit(fgetl(file), "\t");
channel = find(strcmp(names, 'channel'));
median_rms = find(strcmp(names, 'rms_uv_median'));
line = fgetl(file);
while ischar(line)
  cells = strsplit(line, "\t", 'CollapseDelimiters', false);
  printf("channel\t%s\t%.4f\n", cells{channel}, str2double(cells{median_rms}));
  line = fgetl(file);
end
fclose(file);
