do $migration$
begin
  drop table identity_look;
end $migration$;
