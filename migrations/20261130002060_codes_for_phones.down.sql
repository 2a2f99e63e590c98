do $migration$
begin
  delete from sms_code where purpose = 'phone';
  alter table sms_code drop constraint sms_code_purpose_check;
  alter table sms_code add constraint sms_code_purpose_check check (purpose in ('register', 'password'));
end $migration$;
