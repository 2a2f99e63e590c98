-- Staff who check residents change the mobile number of one who has lost the old and is logged in nowhere: the new
-- number is proved by a code of its own kind, and what was done stands beside the decisions about the registration.
do $migration$
begin
  alter table sms_code drop constraint sms_code_purpose_check;
  alter table sms_code add constraint sms_code_purpose_check check (purpose in ('register', 'password', 'phone', 'counter'));
  alter table account_check drop constraint account_check_outcome_check;
  alter table account_check add constraint account_check_outcome_check
    check (outcome in ('verified', 'refused', 'reopened', 'asked', 'renumbered'));
end $migration$;
