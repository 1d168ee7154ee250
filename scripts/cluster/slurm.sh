#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A Slurm of one controller and two nodes on this machine, for tests. Needs root and the Debian packages
# slurm-wlm and munge.   slurm.sh start FOLDER | stop FOLDER | works
# Commands find it by `export SLURM_CONF=FOLDER/slurm.conf`.
set -euo pipefail

start() {
  local folder=$1 host processors memory
  mkdir -p "$folder"/{state,spool1,spool2,log,munge}
  host=$(hostname -s)
  processors=$(nproc)
  memory=$(awk '/^MemTotal:/ {print int($2 / 1024 / 2)}' /proc/meminfo)
  chmod 755 "$folder" && chmod 700 "$folder/munge"
  dd if=/dev/urandom of="$folder/munge/key" bs=1 count=1024 status=none
  chmod 400 "$folder/munge/key"
  munged --force --key-file="$folder/munge/key" --socket="$folder/munge.socket" --pid-file="$folder/munge/pid" \
    --log-file="$folder/munge/log" --seed-file="$folder/munge/seed" --num-threads=2
  cat >"$folder/slurm.conf" <<END
ClusterName=calfemg
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=16817
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$folder/munge.socket
CredType=cred/munge
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool-%n
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd-%n.pid
SlurmctldLogFile=$folder/log/slurmctld.log
SlurmdLogFile=$folder/log/slurmd-%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
MpiDefault=none
ReturnToService=2
SchedulerParameters=sched_interval=1,batch_sched_delay=0
KillWait=5
MinJobAge=3600
NodeName=node1 NodeHostname=$host NodeAddr=127.0.0.1 Port=16818 CPUs=$processors RealMemory=$memory
NodeName=node2 NodeHostname=$host NodeAddr=127.0.0.1 Port=16819 CPUs=$processors RealMemory=$memory
PartitionName=all Nodes=node1,node2 Default=YES MaxTime=INFINITE State=UP
END
  export SLURM_CONF=$folder/slurm.conf
  slurmctld -f "$SLURM_CONF"
  slurmd -f "$SLURM_CONF" -N node1
  slurmd -f "$SLURM_CONF" -N node2
  for _ in $(seq 60); do
    if [ "$(sinfo -h -N -t idle -o %N 2>/dev/null | wc -l)" = 2 ]; then return 0; fi
    sleep 0.5
  done
  echo "the nodes do not come up" >&2
  tail -n 5 "$folder"/log/*.log >&2
  return 1
}

stop() {
  local folder=$1 pid
  for pid in "$folder"/slurmd-node1.pid "$folder"/slurmd-node2.pid "$folder"/slurmctld.pid "$folder"/munge/pid; do
    [ ! -s "$pid" ] || kill "$(cat "$pid")" 2>/dev/null || true
  done
}

works() { [ "$(id -u)" = 0 ] && command -v slurmctld slurmd munged sbatch >/dev/null; }

case "${1:-}" in
  start) start "$2" ;;
  stop) stop "$2" ;;
  works) works ;;
  *) echo "usage: $0 start|stop FOLDER | works" >&2; exit 2 ;;
esac
