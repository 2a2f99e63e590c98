do $migration$
begin
  drop table opinion_consent;
  drop table opinion;
  drop table minutes;
  drop table vote;
  drop table ballot;
  drop table remark;
end $migration$;
