#!/usr/bin/env bash
# A real S3 server for tests: a one-node Ceph with radosgw on 127.0.0.1, its data in memory, under a temporary folder.
# usage: eng/s3.sh PORT [BYTES]
#   prints "ready URL KEY SECRET" and serves until its standard input ends; then all stops and the folder goes.
#   There are two empty buckets, "first" and "second". BYTES is the room for data (default 2 GiB); some 450 MB come on top.
# Needs root, and the Debian packages ceph-mon ceph-mgr ceph-osd ceph-common radosgw curl, which it installs when they are missing.
set -euo pipefail
port=${1:?usage: eng/s3.sh PORT [BYTES]}
bytes=${2:-2147483648}
key=SKYBUTLERKEY secret=skybutlersecret
[ "$(id -u)" -eq 0 ] || { echo "Ceph's daemons need root."; exit 3; }
"$(dirname "$0")/install.sh" ceph-mon ceph-mgr ceph-osd ceph-common radosgw curl >&2 || { echo "Ceph can't be installed (Debian packages ceph-mon ceph-mgr ceph-osd ceph-common radosgw curl)."; exit 3; }

folder=$(mktemp -d /tmp/skybutler-s3.XXXXXX)
finish() {
  trap - EXIT TERM INT HUP
  for order in client.rgw osd mgr mon; do
    for file in "$folder"/run/*"$order"*.pid; do [ -f "$file" ] && kill -KILL "$(cat "$file")" 2>/dev/null || true; done
  done
  rm -rf "$folder"
}
trap finish EXIT TERM INT HUP
fail() { echo "Ceph did not start: $*"; exit 3; }
is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
free_port() { local p; while :; do p=$((20000 + RANDOM % 12000)); is_free "$p" && is_free $((p + 1)) && break; done; echo "$p"; }
monitor=$(free_port)
mkdir -p "$folder"/{mon,mgr,osd,run,log,rgw}
cd "$folder"
fsid=$(cat /proc/sys/kernel/random/uuid)
disk=$(cat /proc/sys/kernel/random/uuid)
cat > ceph.conf <<CONF
[global]
fsid = $fsid
mon_host = [v2:127.0.0.1:$monitor,v1:127.0.0.1:$((monitor + 1))]
public_addr = 127.0.0.1
cluster_addr = 127.0.0.1
ms_bind_ipv6 = false
auth_cluster_required = cephx
auth_service_required = cephx
auth_client_required = cephx
auth_allow_insecure_global_id_reclaim = false
keyring = $folder/keyring
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 4
osd_pool_default_pgp_num = 4
osd_pool_default_pg_autoscale_mode = off
osd_crush_chooseleaf_type = 0
mon_allow_pool_size_one = true
mon_data_avail_crit = 1
mon_data_avail_warn = 2
run_dir = $folder/run
admin_socket = $folder/run/\$cluster-\$name.asok
log_file = $folder/log/\$name.log
pid_file = $folder/run/\$name.pid
crash_dir = $folder/log
[mon]
mon_data = $folder/mon
mon_initial_members = a
[osd]
osd_data = $folder/osd
osd_objectstore = memstore
memstore_device_bytes = $bytes
# Several threads lose count of the bytes in use; below nothing they count as a full disk, and writes wait for ever.
osd_op_num_shards = 1
osd_op_num_threads_per_shard = 1
[mgr]
mgr_data = $folder/mgr
[client.rgw.a]
rgw_frontends = beast endpoint=127.0.0.1:$port
rgw_data = $folder/rgw
rgw_gc_obj_min_wait = 1
rgw_gc_processor_period = 2
rgw_gc_processor_max_time = 2
CONF
exec 4>&1 >>"$folder/log/start.log" 2>&1
conf=(-c "$folder/ceph.conf")
last() { tail -1 "$folder/log/start.log"; }
ceph-authtool --create-keyring keyring --gen-key -n mon. --cap mon 'allow *'
ceph-authtool keyring --gen-key -n client.admin --cap mon 'allow *' --cap osd 'allow *' --cap mgr 'allow *' --cap mds 'allow *'
ceph-authtool keyring --gen-key -n osd.0 --cap mon 'allow profile osd' --cap mgr 'allow profile osd' --cap osd 'allow *'
ceph-authtool keyring --gen-key -n mgr.x --cap mon 'allow profile mgr' --cap osd 'allow *' --cap mds 'allow *'
ceph-authtool keyring --gen-key -n client.rgw.a --cap mon 'allow rw' --cap osd 'allow rwx' --cap mgr 'allow rw'
monmaptool --create --fsid "$fsid" --addv a "[v2:127.0.0.1:$monitor,v1:127.0.0.1:$((monitor + 1))]" monmap --clobber
ceph-mon --mkfs -i a --monmap monmap --keyring keyring "${conf[@]}"
ceph-mon -i a "${conf[@]}" </dev/null || fail "$(last)" >&4
for _ in $(seq 60); do timeout 5 ceph "${conf[@]}" mon stat && break; sleep 0.25; done
timeout 20 ceph "${conf[@]}" osd new "$disk" 0 || fail "$(last)" >&4
ceph-osd "${conf[@]}" -i 0 --mkfs --osd-uuid "$disk"
ceph-osd "${conf[@]}" -i 0 </dev/null || fail "$(last)" >&4
ceph-mgr "${conf[@]}" -i x </dev/null || fail "$(last)" >&4
radosgw "${conf[@]}" -n client.rgw.a </dev/null || fail "$(last)" >&4
for _ in $(seq 240); do curl -s -o "$folder/log/answer" "http://127.0.0.1:$port/" && break; sleep 0.25; done
timeout 60 radosgw-admin "${conf[@]}" user create --uid=test --display-name=test --access-key="$key" --secret-key="$secret" || fail "$(last)" >&4
for bucket in first second; do
  curl -s -S -f --aws-sigv4 "aws:amz:us-east-1:s3" --user "$key:$secret" -H "x-amz-content-sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" -X PUT "http://127.0.0.1:$port/$bucket" || fail "bucket $bucket: $(last)" >&4
done
echo "ready http://127.0.0.1:$port $key $secret" >&4
exec 4>&-
while read -r _; do :; done
