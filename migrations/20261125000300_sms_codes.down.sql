do $migration$
begin
  drop table sms_code;
end $migration$;
