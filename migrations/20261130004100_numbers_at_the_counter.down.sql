do $migration$
begin
  delete from sms_code where purpose = 'counter';
  alter table sms_code drop constraint sms_code_purpose_check;
  alter table sms_code add constraint sms_code_purpose_check check (purpose in ('register', 'password', 'phone'));
  delete from account_check where outcome = 'renumbered';
  alter table account_check drop constraint account_check_outcome_check;
  alter table account_check add constraint account_check_outcome_check check (outcome in ('verified', 'refused', 'reopened', 'asked'));
end $migration$;
