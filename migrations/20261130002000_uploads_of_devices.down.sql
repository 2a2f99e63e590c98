alter table upload drop column device_hash;
