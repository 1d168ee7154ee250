-- SPDX-License-Identifier: Apache-2.0
-- Cramps and tension of each head, median amplitude of each channel.
SELECT 'head', leg, muscle, sum(trial_type = 'cramp'),
       printf('%.3f', sum(CASE WHEN trial_type = 'tension' THEN duration ELSE 0 END))
FROM events WHERE trial_type IN ('cramp', 'tension') GROUP BY folder, leg, muscle ORDER BY leg, muscle;
SELECT 'channel', channel, printf('%.4f', rms_uv_median) FROM epochs ORDER BY rowid;
