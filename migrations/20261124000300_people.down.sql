do $migration$
begin
  drop table login_failure;
  drop table login_session;
  drop table council_seat;
  drop table role_grant;
  drop table account;
  drop table category;
  drop table unit;
  drop table council;
  drop table community;
end $migration$;
