#!/usr/bin/env bash
# A real web server for tests: nginx on 127.0.0.1, serving a temporary folder three ways until its standard input ends.
# usage: eng/nginx.sh PORT
#   prints "ready URL": URL/dav/ speaks WebDAV, URL/put/ takes PUT and DELETE but tells nobody, URL/files/ is read only.
# Needs the Debian packages nginx-light and libnginx-mod-http-dav-ext, which it installs when they are missing and it may.
set -euo pipefail
port=${1:?usage: eng/nginx.sh PORT}
"$(dirname "$0")/install.sh" nginx-light libnginx-mod-http-dav-ext >&2 || { echo "nginx can't be installed (Debian packages nginx-light libnginx-mod-http-dav-ext)."; exit 3; }
folder=$(mktemp -d /tmp/skybutler-nginx.XXXXXX)
server=""
finish() {
  trap - EXIT TERM INT HUP
  if [ -n "$server" ]; then
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
  fi
  rm -rf "$folder"
}
trap finish EXIT TERM INT HUP
mkdir -p "$folder"/{root,body,logs}
cat > "$folder/nginx.conf" <<CONF
load_module /usr/lib/nginx/modules/ngx_http_dav_ext_module.so;
$([ "$(id -u)" -eq 0 ] && echo 'user root;')
daemon off;
worker_processes 1;
pid $folder/nginx.pid;
error_log $folder/logs/error.log;
events { worker_connections 512; }
http {
  access_log off;
  default_type application/octet-stream;
  client_body_temp_path $folder/body;
  proxy_temp_path $folder/logs; fastcgi_temp_path $folder/logs; uwsgi_temp_path $folder/logs; scgi_temp_path $folder/logs;
  client_max_body_size 0;
  server {
    listen 127.0.0.1:$port;
    location /dav/ { alias $folder/root/; dav_methods PUT DELETE MKCOL COPY MOVE; dav_ext_methods PROPFIND OPTIONS; dav_access user:rw; }
    location /put/ { alias $folder/root/; dav_methods PUT DELETE; create_full_put_path on; dav_access user:rw; }
    location /files/ { alias $folder/root/; }
  }
}
CONF
nginx -p "$folder" -c "$folder/nginx.conf" </dev/null >"$folder/logs/start.log" 2>&1 &
server=$!
for _ in $(seq 100); do
  (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break
  kill -0 "$server" 2>/dev/null || { echo "nginx stopped: $(tail -1 "$folder/logs/start.log")"; exit 3; }
  sleep 0.1
done
echo "ready http://127.0.0.1:$port"
while read -r _; do :; done
