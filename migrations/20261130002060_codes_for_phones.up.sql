-- A code may also prove another number of an account that is there.
do $migration$
begin
  alter table sms_code drop constraint sms_code_purpose_check;
  alter table sms_code add constraint sms_code_purpose_check check (purpose in ('register', 'password', 'phone'));
end $migration$;
