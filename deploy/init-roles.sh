#!/bin/sh
# Run once by the database's image on an empty volume: the owner of the tables, and the runtime role,
# which owns nothing and cannot pass the policies.
set -eu
owner=$(cat /keys/owner)
runtime=$(cat /keys/runtime)
psql -v ON_ERROR_STOP=1 -U postgres -d postgres <<SQL
create role yishi_owner login createrole password '$owner';
create role yishi_app login nosuperuser nobypassrls nocreatedb nocreaterole password '$runtime';
create database yishi owner yishi_owner template template0 encoding 'UTF8' locale 'C.UTF-8';
alter database yishi set yishi.runtime_role = 'yishi_app';
SQL
