#!/bin/sh
# Makes the passwords of the three database log-ins and the program's secret, once; a second run
# leaves them alone. Readable by the containers that mount the volume and by nobody else.
set -eu
umask 077
cd /keys
random() { od -An -N32 -tx1 /dev/urandom | tr -d ' \n'; }
[ -e done ] && exit 0
random >superuser
random >owner
random >runtime
{
  echo "DATABASE_URL=postgres://yishi_app:$(cat runtime)@database/yishi"
  echo "YISHI_SECRET=$(random)"
} >runtime.env
echo "YISHI_OWNER_URL=postgres://yishi_owner:$(cat owner)@database/yishi" >owner.env
# 999 is postgres in the database's image, 10001 the program in its own.
chown 999 superuser owner runtime
chown 10001 runtime.env owner.env
chmod 0711 /keys
touch done
